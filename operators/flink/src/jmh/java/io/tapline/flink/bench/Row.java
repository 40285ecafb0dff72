/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How fast an operator was.
 *
 * @param implementation the operator
 * @param channels of each device
 * @param order how records arrived
 * @param devices that sent in turn
 * @param readingsPerSecond of all devices
 * @param shape what a record brought
 */
record Row(
    Implementation implementation,
    int channels,
    Order order,
    int devices,
    double readingsPerSecond,
    Shape shape) {

  static Row of(Subject subject, double nanosPerReading) {
    return new Row(
        subject.implementation(),
        subject.channels(),
        subject.order(),
        subject.devices(),
        1e9 / nanosPerReading,
        subject.shape());
  }

  @JsonIgnore
  double nanosPerReading() {
    return 1e9 / readingsPerSecond;
  }

  Subject subject() {
    return new Subject(implementation, channels, shape, order, devices);
  }
}
