/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.local.junit.TopicReader;
import io.tapline.local.junit.TopicWriter;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topics of one run over a recording: rows go in as messages, and results come out. */
public final class RecordingTopics {

  private static final String OTHER = "other-";
  private static final long MINUTE_MICROS = 60_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Without a new result for so long, a job that runs has none to give. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String bootstrapServers;
  private final String run;
  private final RealRecording recording;

  /**
   * @param run the run's own name, which its topics begin with
   */
  public RecordingTopics(String bootstrapServers, String run, RealRecording recording) {
    this.bootstrapServers = bootstrapServers;
    this.run = run;
    this.recording = recording;
  }

  /** All of them, to be created before the run. */
  public List<String> names() {
    return List.of(readings(), results(), rejected());
  }

  String run() {
    return run;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  public RealRecording recording() {
    return recording;
  }

  String readings() {
    return run + "-readings";
  }

  String results() {
    return run + "-results";
  }

  String rejected() {
    return run + "-rejected";
  }

  /** Publishes a message for each row; all are there when it returns. */
  public void publish(List<Row> rows) {
    List<RecordedMessage> messages = new ArrayList<>();
    ReadingEncoder encoder = new ReadingEncoder();
    Readings readings = new Readings();
    for (Row row : rows) {
      readings.begin(row.device());
      for (int i = 0; i < row.values().length; i++) {
        readings.beginChannel(recording.channels().get(row.firstChannel() + i).name());
        readings.add(row.micros(), row.values()[i]);
      }
      ByteBuffer key = ByteBuffer.wrap(row.device().getBytes(StandardCharsets.UTF_8));
      ByteBuffer value = ByteBuffer.wrap(encoder.encode(readings));
      messages.add(new RecordedMessage(row.micros() / 1_000, key, value));
    }
    try (TopicWriter writer = new TopicWriter(bootstrapServers)) {
      writer.write(readings(), messages);
    }
  }

  /** Waits until more results than that are committed, and gives how many are. */
  public int awaitMoreResultsThan(int count) {
    try (TopicReader reader = new TopicReader(bootstrapServers, results())) {
      return reader.read(count + 1, PATIENCE).size();
    }
  }

  /**
   * Waits until so many results of the recorded devices are committed, their tails included: time
   * goes on for other devices, minute by minute, until it has for the recorded ones too.
   */
  public void awaitTails(int expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (TopicReader reader = new TopicReader(bootstrapServers, results())) {
      int minutes = 1;
      publishOfOtherDevices(minutes);
      int read = 0;
      while (true) {
        try {
          List<ConsumerRecord<byte[], byte[]>> committed = reader.read(read + 1, PAUSE);
          read = committed.size();
          if (ofRecording(committed).size() >= expected) {
            return;
          }
        } catch (AssertionError noMore) {
          if (System.nanoTime() > deadline) {
            throw noMore;
          }
          minutes++;
          publishOfOtherDevices(minutes);
        }
      }
    }
  }

  /** All committed results of the recorded devices: for after the job's end. */
  public List<ConsumerRecord<byte[], byte[]>> allResults() {
    return ofRecording(all(results()));
  }

  List<ConsumerRecord<byte[], byte[]>> allRejected() {
    return all(rejected());
  }

  /**
   * Moves Kafka's time on in every partition, as other devices of a live system do: readings of
   * devices that send nothing else of that time.
   *
   * @param minutes how long after the recording's end
   */
  private void publishOfOtherDevices(int minutes) {
    long last = recording.rows().get(recording.rows().size() - 1).micros();
    long closing = last + minutes * MINUTE_MICROS;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      double[] value = {0};
      rows.add(new Row(OTHER + minutes + "-" + i, 0, closing, value));
    }
    publish(rows);
  }

  private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    try (TopicReader reader = new TopicReader(bootstrapServers, topic)) {
      return reader.readAll(PATIENCE);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> ofRecording(
      List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .filter(record -> !ResultsByDevice.device(record).startsWith(OTHER))
        .toList();
  }
}
