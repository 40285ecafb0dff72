/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.Progress;
import io.tapline.cli.recording.Recordings;
import io.tapline.pipeline.Pipeline;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;

/** Publishes a recording to the job's first input topic. */
final class KafkaReplay {

  private final Pipeline pipeline;
  private final Path recording;
  private final long messages;
  private final Speed speed;
  private final PrintWriter out;

  KafkaReplay(Pipeline pipeline, Path recording, long messages, Speed speed, PrintWriter out) {
    this.pipeline = pipeline;
    this.recording = recording;
    this.messages = messages;
    this.speed = speed;
    this.out = out;
  }

  void run() throws Exception {
    String topic = pipeline.config().input().topicNames().get(0);
    try (RecordingReader reader = Recordings.open(recording);
        ProgressBar bar = Progress.bar("Publishing", "messages", messages);
        MessagePublisher publisher =
            new MessagePublisher(pipeline.config().kafka().clientProperties(), topic)) {
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
