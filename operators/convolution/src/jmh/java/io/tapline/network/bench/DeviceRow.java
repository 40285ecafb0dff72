/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

/**
 * How fast Tapline's vector kernels were where devices took turns.
 *
 * @param net the network
 * @param frames frames a call
 * @param devices how many there were
 * @param nsPerFrame median time of a frame
 * @param timesFewest the same over that of the fewest devices
 */
record DeviceRow(
    ReferenceNetwork net, int frames, int devices, double nsPerFrame, double timesFewest) {

  static DeviceRow of(Subject subject, double nsPerFrame, double timesFewest) {
    return new DeviceRow(
        subject.network(), subject.frames(), subject.devices(), nsPerFrame, timesFewest);
  }
}
