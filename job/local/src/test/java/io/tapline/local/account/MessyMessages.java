/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.account;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of a few devices with everything that can be wrong with them, from a seed. */
final class MessyMessages {

  static final List<String> CHANNELS = List.of("carried", "ranged", "meant", "replaced");

  private static final String UNKNOWN = "nobody's";
  private static final int DEVICES = 5;

  final List<RecordedMessage> messages = new ArrayList<>();

  /** Readings that were sent; a message that cannot be read counts as one. */
  int read;

  private final SplittableRandom random;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final Readings readings = new Readings();

  MessyMessages(long seed, int count) {
    random = new SplittableRandom(seed);
    long millis = 1_700_000_000_000L;
    for (int i = 0; i < count; i++) {
      millis += random.nextInt(12);
      String device = "device-" + random.nextInt(DEVICES);
      byte[] value = random.nextInt(50) == 0 ? undecodable() : readings(device, millis);
      ByteBuffer key = ByteBuffer.wrap(device.getBytes(StandardCharsets.UTF_8));
      messages.add(new RecordedMessage(millis, key, ByteBuffer.wrap(value)));
    }
  }

  private byte[] undecodable() {
    read++;
    byte[] garbage = new byte[random.nextInt(20)];
    random.nextBytes(garbage);
    return garbage;
  }

  /** Up to ten readings: in order, late, equal, far ahead, out of range, unknown, or no number. */
  private byte[] readings(String device, long millis) {
    readings.begin(device);
    int count = 1 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      int channel = random.nextInt(CHANNELS.size() * 10 + 1);
      readings.beginChannel(
          channel == CHANNELS.size() * 10 ? UNKNOWN : CHANNELS.get(channel % CHANNELS.size()));
      long displaced =
          switch (random.nextInt(30)) {
            case 0 -> 120_000;
            case 1 -> -500 - random.nextInt(2_000);
            default -> -random.nextInt(100);
          };
      double value = random.nextInt(60) == 0 ? Double.NaN : random.nextInt(120);
      readings.add((millis + displaced) / 5 * 5_000, value);
    }
    read += count;
    return encoder.encode(readings);
  }
}
