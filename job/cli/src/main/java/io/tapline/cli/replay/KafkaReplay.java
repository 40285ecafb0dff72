/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.Progress;
import io.tapline.cli.UserFault;
import io.tapline.cli.recording.Recordings;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import me.tongfei.progressbar.ProgressBar;

/**
 * Publishes a recording: messages of a topic to that topic, all else to the first that takes
 * Tapline's own Avro.
 */
final class KafkaReplay {

  private final Properties client;
  private final String topic;
  private final Path recording;
  private final long messages;
  private final Speed speed;
  private final PrintWriter out;

  KafkaReplay(
      Properties client,
      String topic,
      Path recording,
      long messages,
      Speed speed,
      PrintWriter out) {
    this.client = client;
    this.topic = topic;
    this.recording = recording;
    this.messages = messages;
    this.speed = speed;
    this.out = out;
  }

  /**
   * The topic that recordings go to.
   *
   * @param recordings all of them
   * @param topics those of the recordings that hold messages of a topic
   * @throws UserFault where there is none, or more than one
   */
  static String topicOf(List<Path> recordings, Map<Path, String> topics, InputConfig input) {
    Set<String> wanted = new TreeSet<>(topics.values());
    if (!topics.keySet().containsAll(recordings)) {
      wanted.add(ownAvro(input));
    }
    if (wanted.size() > 1) {
      throw new UserFault(
          "recordings of several topics cannot be published together: replay those of each topic"
              + " by themselves: topics="
              + wanted);
    }
    return wanted.iterator().next();
  }

  private static String ownAvro(InputConfig input) {
    return input
        .ownAvroTopic()
        .orElseThrow(
            () ->
                new UserFault(
                    "no input topic takes Tapline's own Avro, as which recordings are published: add"
                        + " one to input.topics, such as {topic: readings, format: avro}: topics="
                        + input.topicNames()));
  }

  void run() throws Exception {
    try (RecordingReader reader = Recordings.open(recording);
        ProgressBar bar = Progress.bar("Publishing", "messages", messages);
        MessagePublisher publisher = new MessagePublisher(client, topic)) {
      boolean started = false;
      while (reader.hasNext()) {
        RecordedMessage message = reader.next();
        if (!started) {
          publisher.startAt(message.getTimestampMillis(), speed);
          started = true;
        }
        publisher.publish(message);
        bar.step();
      }
      publisher.flush();
    }
    out.printf("Published %,d messages to %s.%n", messages, topic);
    out.flush();
  }
}
