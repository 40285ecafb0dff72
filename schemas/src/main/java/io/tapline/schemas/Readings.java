/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.util.Arrays;

/**
 * The readings of one record, as arrays that are used again for the next record.
 *
 * <p>Mostly they are of one device. Where a record holds those of several, the channel groups of
 * device d are those from {@code firstChannel(d)} up to but without {@code endChannel(d)}; a device
 * may come up again.
 *
 * <p>Readings of one channel stand together: channel c has the readings from {@code start(c)} up to
 * but without {@code end(c)}. A record may name a channel twice; it then has two such groups.
 *
 * <pre>
 *   for (int c = 0; c &lt; readings.channelCount(); c++)
 *     for (int i = readings.start(c); i &lt; readings.end(c); i++)
 *       accept(readings.device(), readings.channel(c), readings.timestampMicros(i), readings.value(i));
 * </pre>
 */
public final class Readings {

  private int deviceCount;
  private String[] devices = {""};
  private int[] deviceEnds = new int[1];
  private int channelCount;
  private String[] channels = new String[4];
  private int[] ends = new int[4];
  private int size;
  private long[] timestampMicros = new long[16];
  private double[] values = new double[16];

  /** Forgets all readings and starts those of a device. */
  public void begin(String device) {
    devices[0] = device;
    deviceCount = 1;
    channelCount = 0;
    size = 0;
  }

  /** The channels that follow are of this device. */
  public void beginDevice(String device) {
    if (deviceCount == devices.length) {
      devices = Arrays.copyOf(devices, 2 * deviceCount);
      deviceEnds = Arrays.copyOf(deviceEnds, 2 * deviceCount);
    }
    deviceEnds[deviceCount - 1] = channelCount;
    devices[deviceCount++] = device;
  }

  /** Starts a group: the readings that follow are of this channel. */
  public void beginChannel(String channel) {
    if (channelCount == channels.length) {
      channels = Arrays.copyOf(channels, 2 * channelCount);
      ends = Arrays.copyOf(ends, 2 * channelCount);
    }
    channels[channelCount] = channel;
    ends[channelCount] = size;
    channelCount++;
  }

  /** Adds a reading to the last group; event time in microseconds since the epoch. */
  public void add(long timestampMicros, double value) {
    appendTimestamp(timestampMicros);
    values[size - 1] = value;
  }

  /** The decoder meets a channel's times before its values: room for the value is left. */
  void appendTimestamp(long micros) {
    if (size == timestampMicros.length) {
      timestampMicros = Arrays.copyOf(timestampMicros, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    timestampMicros[size++] = micros;
    ends[channelCount - 1] = size;
  }

  void setValue(int i, double value) {
    values[i] = value;
  }

  void dropLast() {
    ends[channelCount - 1] = --size;
  }

  /** The device, or the first of several. */
  public String device() {
    return devices[0];
  }

  /** How often a device came up; 1 in a record of one device. */
  public int deviceCount() {
    return deviceCount;
  }

  /** Name of device d, 0 ≤ d &lt; {@code deviceCount()}. */
  public String device(int d) {
    return devices[d];
  }

  /** Index of the first channel group of device d. */
  public int firstChannel(int d) {
    return d == 0 ? 0 : deviceEnds[d - 1];
  }

  /** Index after the last channel group of device d. */
  public int endChannel(int d) {
    return d == deviceCount - 1 ? channelCount : deviceEnds[d];
  }

  /** Number of readings over all channels. */
  public int size() {
    return size;
  }

  /** Number of channel groups. */
  public int channelCount() {
    return channelCount;
  }

  /** Name of channel group c, 0 ≤ c &lt; {@code channelCount()}. */
  public String channel(int c) {
    return channels[c];
  }

  /** Index of the first reading of channel group c. */
  public int start(int c) {
    return c == 0 ? 0 : ends[c - 1];
  }

  /** Index after the last reading of channel group c. */
  public int end(int c) {
    return ends[c];
  }

  /** Event time of reading i in microseconds since the epoch, 0 ≤ i &lt; {@code size()}. */
  public long timestampMicros(int i) {
    return timestampMicros[i];
  }

  /** Value of reading i in the channel's own unit, 0 ≤ i &lt; {@code size()}. */
  public double value(int i) {
    return values[i];
  }
}
