/**
 * The Flink side of the operators: they move records, keys, time and state, and delegate the
 * computing to {@code io.tapline.alignment} and {@code io.tapline.network}.
 */
package io.tapline.flink;
