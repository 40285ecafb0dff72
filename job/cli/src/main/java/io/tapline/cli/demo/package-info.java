/**
 * The {@code demo} command: a plant is simulated, replayed through a real broker and the real job,
 * and what came of it is told.
 */
package io.tapline.cli.demo;
