/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * Sensors that share a sampling clock and an upload; the first three are accelerometers, named by
 * the part they sit on.
 */
public enum SensorGroup {
  MOTOR(100_000),
  GEARBOX(100_000),
  PUMP(100_000),
  GYROSCOPE(100_000),
  PROCESS(200_000);

  private final long uploadPeriodMicros;

  SensorGroup(long uploadPeriodMicros) {
    this.uploadPeriodMicros = uploadPeriodMicros;
  }

  /** Time between two uploads of the group, in microseconds. */
  public long uploadPeriodMicros() {
    return uploadPeriodMicros;
  }
}
