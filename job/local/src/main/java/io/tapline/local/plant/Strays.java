/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The messages that should not be there: undecodable ones, readings of an unknown channel, a
 * reading a year ahead.
 */
final class Strays {

  private static final int OF_EACH_KIND = 2;
  private static final int UNKNOWN_CHANNEL_READINGS = 3;
  private static final long YEAR_MICROS = 365L * 24 * 3600 * 1_000_000;
  private static final int SCHEMA_HEADER_BYTES = 10;

  private final Plant plant;
  private final Tally tally;
  private final Noise noise;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final Readings batch = new Readings();
  private final List<Arrival> arrivals = new ArrayList<>();

  private Strays(Plant plant, Tally tally) {
    this.plant = plant;
    this.tally = tally;
    noise = Noise.of(plant.seed(), "strays");
  }

  /** In the order of their arrival. */
  static List<Arrival> of(Plant plant, Tally tally) {
    Strays strays = new Strays(plant, tally);
    for (int i = 0; i < OF_EACH_KIND; i++) {
      strays.addCutShort();
      strays.addRandomBytes();
      strays.addUnknownFingerprint();
      strays.addUnknownChannel();
    }
    strays.addYearAhead();
    Collections.sort(strays.arrivals);
    return strays.arrivals;
  }

  private void addCutShort() {
    byte[] whole = someBatch(someDevice(), someTime(), PlantChannel.CURRENT.channelName(), 8);
    tally.undecodableRecords++;
    add(someDevice(), someTime(), Arrays.copyOf(whole, whole.length / 2));
  }

  private void addRandomBytes() {
    byte[] bytes = noise.bytes(60);
    // Whatever the seed: not the mark of a single-object encoding.
    bytes[0] = 0x55;
    tally.undecodableRecords++;
    add(someDevice(), someTime(), bytes);
  }

  private void addUnknownFingerprint() {
    byte[] bytes = someBatch(someDevice(), someTime(), PlantChannel.CURRENT.channelName(), 8);
    for (int i = 2; i < SCHEMA_HEADER_BYTES; i++) {
      bytes[i] ^= 0x5a;
    }
    tally.undecodableRecords++;
    add(someDevice(), someTime(), bytes);
  }

  private void addUnknownChannel() {
    String device = someDevice();
    long time = someTime();
    tally.readings += UNKNOWN_CHANNEL_READINGS;
    tally.unknownChannelReadings += UNKNOWN_CHANNEL_READINGS;
    add(device, time, someBatch(device, time - 50_000, "humidity", UNKNOWN_CHANNEL_READINGS));
  }

  private void addYearAhead() {
    String device = someDevice();
    long time = someTime();
    tally.readings++;
    tally.futureReadings++;
    String channel = PlantChannel.TEMPERATURE.channelName();
    add(device, time, someBatch(device, time + YEAR_MICROS, channel, 1));
  }

  private byte[] someBatch(String device, long firstMicros, String channel, int count) {
    batch.begin(device);
    batch.beginChannel(channel);
    for (int i = 0; i < count; i++) {
      batch.add(firstMicros + i * 10_000L, noise.uniform(40, 60));
    }
    return encoder.encode(batch);
  }

  private void add(String device, long micros, byte[] value) {
    tally.records++;
    arrivals.add(new Arrival(micros, -1, device, ByteBuffer.wrap(value)));
  }

  /** Any but the one that is offline for a while. */
  private String someDevice() {
    List<String> online =
        plant.devices().stream().filter(device -> !device.equals(plant.offlineDevice())).toList();
    return online.get((int) noise.integer(0, online.size()));
  }

  private long someTime() {
    return noise.integer(Plant.START_MICROS + 2_000_000, plant.endMicros() - 1_000_000);
  }
}
