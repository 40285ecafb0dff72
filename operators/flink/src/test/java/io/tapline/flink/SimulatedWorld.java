/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.Partitioning;
import io.tapline.alignment.Route;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Devices that keep within the bounds, and the partitions into which they write: of one topic or of
 * several, by device, by sensor, by a key of each record's own, or at random.
 *
 * <p>A reading of time t is written at t + lag + jitter, where the lag of its channel is at most
 * the channel's wait, less what the records' timestamps step back, and the jitter at most the
 * disorder. A device that was offline writes all that it has when it is back, in that order.
 */
final class SimulatedWorld {

  static final long MS = 1_000;

  /** A record in a partition, and when it was written. */
  record Written(DeviceReadings readings, long writtenMillis) {}

  private enum Spread {
    BY_DEVICE,
    BY_SENSOR,
    BY_RECORD,
    AT_RANDOM
  }

  private record Reading(int channel, long micros, double value, long writtenMicros) {}

  final Alignment alignment;

  /** By partition, in the order of the log. */
  final List<List<Written>> partitions = new ArrayList<>();

  final long outOfOrdernessMillis;
  final List<String> devices = new ArrayList<>();
  private final List<String> topics = new ArrayList<>();
  private final List<Integer> firstPartitions = new ArrayList<>();
  private final SplittableRandom random;
  private final long disorderMillis;
  private final long[] waitMillis;
  private final long stepBackMillis;
  private int keys;

  SimulatedWorld(long seed) {
    random = new SplittableRandom(seed);
    int topicCount = 1 + random.nextInt(3);
    for (int topic = 0; topic < topicCount; topic++) {
      topics.add("topic-" + topic);
      firstPartitions.add(partitions.size());
      for (int more = random.nextInt(4); more >= 0; more--) {
        partitions.add(new ArrayList<>());
      }
    }
    firstPartitions.add(partitions.size());
    outOfOrdernessMillis = random.nextInt(3) * 20L;
    disorderMillis = random.nextInt(3) * 15L;
    int channels = 1 + random.nextInt(3);
    waitMillis = new long[channels];
    List<Channel> layout = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      waitMillis[c] = random.nextInt(4) == 0 ? 0 : random.nextInt(200);
      layout.add(channel(c));
    }
    stepBackMillis = Math.min(outOfOrdernessMillis, Arrays.stream(waitMillis).min().orElseThrow());
    long tick = 10 + random.nextInt(40);
    long maxGap = random.nextInt(300);
    long idleFlush = 200 + disorderMillis + 3 * tick + outOfOrdernessMillis;
    alignment =
        new Alignment(
            new Grid(random.nextInt(1_000), tick * MS),
            new ChannelLayout(layout),
            new TimeBounds(
                disorderMillis * MS,
                maxGap * MS,
                10_000_000,
                idleFlush * MS,
                3_600_000_000L,
                2_000_000),
            1 + random.nextInt(9),
            topicCount == 1 ? Partitioning.ONE_TOPIC : Partitioning.SEVERAL_TOPICS);
    List<Sent> sent = new ArrayList<>();
    for (int device = random.nextInt(3); device >= 0; device--) {
      devices.add("device-" + device);
      addDevice("device-" + device, tick, sent);
    }
    sent.sort(Comparator.comparingLong(Sent::appended));
    sent.forEach(record -> partitions.get(record.partition()).add(record.written(topicOf(record))));
  }

  private Channel channel(int number) {
    Aggregate[] aggregates = Aggregate.values();
    Fill fill =
        random.nextBoolean()
            ? new Fill.Hold(random.nextInt(300) * MS)
            : new Fill.Constant(random.nextInt(5));
    return new Channel(
            "c" + number,
            aggregates[random.nextInt(aggregates.length)],
            fill,
            waitMillis[number] * MS,
            1,
            0)
        .withDuplicates(Duplicates.MEAN);
  }

  /** A record on its way into a partition. */
  private record Sent(
      String device,
      int partition,
      long route,
      long appended,
      long stampMillis,
      List<Reading> readings) {

    Written written(String topic) {
      int[] channels = readings.stream().mapToInt(Reading::channel).toArray();
      long[] micros = readings.stream().mapToLong(Reading::micros).toArray();
      double[] values = readings.stream().mapToDouble(Reading::value).toArray();
      SourceRecord source = new SourceRecord(topic, partition, 0, stampMillis, new byte[0]);
      return new Written(
          new DeviceReadings(source, device, channels, micros, values, route), appended / MS);
    }
  }

  private String topicOf(Sent record) {
    for (int topic = topics.size() - 1; ; topic--) {
      if (record.partition() >= firstPartitions.get(topic)) {
        return topics.get(topic);
      }
    }
  }

  private void addDevice(String device, long tick, List<Sent> sent) {
    int[] topicOfChannel = new int[waitMillis.length];
    Spread[] spreads = new Spread[topics.size()];
    for (int topic = 0; topic < spreads.length; topic++) {
      spreads[topic] = Spread.values()[random.nextInt(Spread.values().length)];
    }
    for (int c = 0; c < topicOfChannel.length; c++) {
      topicOfChannel[c] = random.nextInt(topics.size());
    }
    long[] home = new long[topics.size() + waitMillis.length];
    for (int i = 0; i < home.length; i++) {
      home[i] = random.nextInt(64);
    }
    List<Reading> readings = readings(tick);
    for (int topic = 0; topic < spreads.length; topic++) {
      for (List<Reading> together : records(readings, topicOfChannel, topic, spreads[topic])) {
        sent.add(send(device, topic, spreads[topic], home, together));
      }
    }
  }

  /** All readings of a device, in the order in which they are written. */
  private List<Reading> readings(long tick) {
    long end = 400 + random.nextInt(2_500);
    long offlineFrom = random.nextInt(3) == 0 ? random.nextLong(end) : Long.MAX_VALUE / MS;
    long offline = random.nextInt(1_500);
    long pause = 200 + disorderMillis + 2 * tick;
    List<Reading> readings = new ArrayList<>();
    for (int c = 0; c < waitMillis.length; c++) {
      long lag = random.nextLong(waitMillis[c] - stepBackMillis + 1);
      long period = 5 + random.nextInt(random.nextInt(4) == 0 ? 600 : 60);
      long begins = random.nextInt(3) == 0 ? random.nextLong(end) : 0;
      long dies = random.nextInt(4) == 0 ? random.nextLong(end) : end;
      for (long t = begins; t < dies; t += 1 + random.nextLong(2 * period)) {
        boolean paused = t > offlineFrom - pause && t < offlineFrom + 2 * tick;
        if (paused) {
          continue;
        }
        long displaced = t + lag + random.nextLong(disorderMillis + 1);
        boolean kept = t >= offlineFrom && displaced < offlineFrom + offline;
        long written = kept ? offlineFrom + offline : displaced;
        long micros = t * MS + random.nextInt(1_000);
        readings.add(
            new Reading(c, micros, random.nextInt(-99, 99) / 8.0, written * MS + displaced % MS));
      }
    }
    readings.sort(
        Comparator.comparingLong((Reading reading) -> reading.writtenMicros() / MS)
            .thenComparingLong(Reading::micros));
    return readings;
  }

  /** Readings that are written together: of one millisecond, and by sensor of one channel. */
  private List<List<Reading>> records(
      List<Reading> readings, int[] topicOfChannel, int topic, Spread spread) {
    List<List<Reading>> records = new ArrayList<>();
    List<Reading> last = null;
    for (Reading reading : readings) {
      if (topicOfChannel[reading.channel()] != topic) {
        continue;
      }
      boolean together =
          last != null
              && spread != Spread.BY_SENSOR
              && last.get(0).writtenMicros() / MS == reading.writtenMicros() / MS
              && random.nextInt(4) > 0;
      if (!together) {
        last = new ArrayList<>();
        records.add(last);
      }
      last.add(reading);
    }
    return records;
  }

  private Sent send(String device, int topic, Spread spread, long[] home, List<Reading> readings) {
    int first = firstPartitions.get(topic);
    int count = firstPartitions.get(topic + 1) - first;
    long key =
        switch (spread) {
          case BY_DEVICE -> home[topic];
          case BY_SENSOR -> home[topics.size() + readings.get(0).channel()];
          case BY_RECORD, AT_RANDOM -> random.nextInt(64);
        };
    long route =
        switch (spread) {
          case BY_DEVICE -> Route.BY_DEVICE;
          case BY_SENSOR -> Route.byKey(1_000_000L * (topic + 1) + readings.get(0).channel());
          case BY_RECORD -> Route.byKey(100 + keys++);
          case AT_RANDOM -> Route.NONE;
        };
    long written = readings.get(0).writtenMicros() / MS * MS;
    long stamp = written / MS - random.nextLong(stepBackMillis + 1);
    return new Sent(
        device,
        first + (int) (key % count),
        count == 1 ? Route.BY_DEVICE : route,
        written,
        stampOf(stamp),
        readings);
  }

  /** The timestamp of what is written at a time. */
  static long stampOf(long writtenMillis) {
    return 1_000_000 + writtenMillis;
  }
}
