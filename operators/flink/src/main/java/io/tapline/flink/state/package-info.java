/** Keyed and operator state, and its bytes in checkpoints and savepoints. */
package io.tapline.flink.state;
