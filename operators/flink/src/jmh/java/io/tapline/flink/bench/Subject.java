/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

/**
 * What is measured by itself.
 *
 * @param implementation the operator
 * @param channels of each device
 * @param shape what a record brings
 * @param order how records arrive
 * @param devices that send in turn
 */
record Subject(Implementation implementation, int channels, Shape shape, Order order, int devices) {

  private static final int BLOCK_READINGS = 64;

  /** Of more, Flink's windows of very many devices would not fit into the heap. */
  private static final int MOST_BLOCK_TICKS = 8;

  /** The same readings, for another operator. */
  Subject with(Implementation other) {
    return new Subject(other, channels, shape, order, devices);
  }

  /** The same of another number of devices. */
  Subject with(int otherDevices) {
    return new Subject(implementation, channels, shape, order, otherDevices);
  }

  /** Ticks that a record brings, in part or whole. */
  int ticksPerRecord() {
    return shape == Shape.BLOCK
        ? Math.min(MOST_BLOCK_TICKS, Math.max(1, BLOCK_READINGS / channels))
        : 1;
  }

  /** Records that bring those ticks of a device. */
  int recordsPerTurn() {
    return shape == Shape.READING ? channels : 1;
  }

  /** Readings of a record. */
  int readingsPerRecord() {
    return shape == Shape.READING ? 1 : channels * ticksPerRecord();
  }

  /** How far behind the furthest tick that has arrived another may arrive. */
  int disorderTicks() {
    return (Arrivals.DISORDER_TURNS + 1) * ticksPerRecord() - 1;
  }

  /** As the progress bar names it. */
  @Override
  public String toString() {
    return "%s %d × %d".formatted(implementation.label(), devices, channels);
  }
}
