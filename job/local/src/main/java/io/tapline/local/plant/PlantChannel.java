/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.util.List;
import java.util.stream.Stream;

/**
 * The fifteen channels of a device, in the order in which the network reads them.
 *
 * <p>A frame holds {@code value · scale + offset}, about zero mean and unit spread on a healthy
 * machine. The two numbers are part of what the network was trained on: a pipeline must configure
 * the same.
 */
public enum PlantChannel {
  MOTOR_X("motor.x", SensorGroup.MOTOR, 400, "m/s²", 0.5, 0),
  MOTOR_Y("motor.y", SensorGroup.MOTOR, 400, "m/s²", 0.5, 0),
  MOTOR_Z("motor.z", SensorGroup.MOTOR, 400, "m/s²", 0.5, 0),
  GEARBOX_X("gearbox.x", SensorGroup.GEARBOX, 400, "m/s²", 0.5, 0),
  GEARBOX_Y("gearbox.y", SensorGroup.GEARBOX, 400, "m/s²", 0.5, 0),
  GEARBOX_Z("gearbox.z", SensorGroup.GEARBOX, 400, "m/s²", 0.5, 0),
  PUMP_X("pump.x", SensorGroup.PUMP, 400, "m/s²", 0.5, 0),
  PUMP_Y("pump.y", SensorGroup.PUMP, 400, "m/s²", 0.5, 0),
  PUMP_Z("pump.z", SensorGroup.PUMP, 400, "m/s²", 0.5, 0),
  GYRO_X("gyro.x", SensorGroup.GYROSCOPE, 100, "rad/s", 20, 0),
  GYRO_Y("gyro.y", SensorGroup.GYROSCOPE, 100, "rad/s", 20, 0),
  GYRO_Z("gyro.z", SensorGroup.GYROSCOPE, 100, "rad/s", 20, 0),
  TEMPERATURE("temperature", SensorGroup.PROCESS, 1, "°C", 0.2, -11),
  PRESSURE("pressure", SensorGroup.PROCESS, 10, "bar", 2.5, -11.5),
  CURRENT("current", SensorGroup.PROCESS, 100, "A", 0.4, -4);

  private final String channelName;
  private final SensorGroup group;
  private final int rateHz;
  private final String unit;
  private final double scale;
  private final double offset;

  PlantChannel(
      String channelName, SensorGroup group, int rateHz, String unit, double scale, double offset) {
    this.channelName = channelName;
    this.group = group;
    this.rateHz = rateHz;
    this.unit = unit;
    this.scale = scale;
    this.offset = offset;
  }

  /** The channel's place in a frame. */
  @SuppressWarnings("EnumOrdinal") // The order of declaration is the layout.
  public int index() {
    return ordinal();
  }

  /** The channel's name on the topic, such as {@code motor.x}. */
  public String channelName() {
    return channelName;
  }

  public SensorGroup group() {
    return group;
  }

  /** Nominal samples per second. */
  public int rateHz() {
    return rateHz;
  }

  public String unit() {
    return unit;
  }

  /** What a value is multiplied by before the network sees it. */
  public double scale() {
    return scale;
  }

  /** What is added after the multiplication. */
  public double offset() {
    return offset;
  }

  /** The channels of a group, in order. */
  static List<PlantChannel> of(SensorGroup group) {
    return Stream.of(values()).filter(channel -> channel.group == group).toList();
  }
}
