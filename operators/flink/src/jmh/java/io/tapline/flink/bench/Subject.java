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

  /** The same readings, for another operator. */
  Subject with(Implementation other) {
    return new Subject(other, channels, shape, order, devices);
  }

  /** The same of another number of devices. */
  Subject with(int otherDevices) {
    return new Subject(implementation, channels, shape, order, otherDevices);
  }

  /** Records that bring one tick of a device. */
  int recordsPerTick() {
    return shape == Shape.TICK ? 1 : channels;
  }

  /** As the progress bar names it. */
  @Override
  public String toString() {
    return "%s %d × %d".formatted(implementation.label(), devices, channels);
  }
}
