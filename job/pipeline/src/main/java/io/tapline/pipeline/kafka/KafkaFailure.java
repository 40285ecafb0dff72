/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.KafkaConfig;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * One line for what kept Kafka from answering. Messages of exceptions may quote {@code
 * kafka.properties}, which may hold secrets: only the names of exceptions and keys are told.
 */
final class KafkaFailure {

  /** A key as Kafka's messages have it, such as "for configuration acks:". */
  private static final Pattern KEY =
      Pattern.compile("(?:configuration |in |config )\"?([a-z]+(?:\\.[a-z0-9]+)+)");

  private final KafkaConfig kafka;
  private final Duration patience;

  KafkaFailure(KafkaConfig kafka, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
  }

  /** The line for a failure, or for what is behind it. */
  String problem(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException) {
        return line(
            "Kafka refused to log in: mend the security settings in kafka.properties", cause);
      }
      if (cause instanceof AuthorizationException) {
        return line("the user may not ask this Kafka: grant the rights to read and write", cause);
      }
      if (cause instanceof ConfigException) {
        return line("a client setting cannot be used: mend it: key=" + key(cause), cause);
      }
      if (cause instanceof TimeoutException || cause instanceof RetriableException) {
        return line(
            "no answer from Kafka within "
                + patience.toSeconds()
                + " s: start the broker, or mend kafka.bootstrap-servers or kafka.properties",
            cause);
      }
    }
    return line("Kafka cannot be asked: mend kafka.properties", root(failure));
  }

  private String line(String condition, Throwable cause) {
    return condition
        + (condition.contains("key=") ? ", " : ": ")
        + "bootstrap-servers="
        + kafka.bootstrapServers()
        + ", reason="
        + cause.getClass().getSimpleName();
  }

  private String key(Throwable cause) {
    Matcher key = KEY.matcher(cause.getMessage() == null ? "" : cause.getMessage());
    String name = key.find() ? key.group(1) : "";
    if (name.equals("bootstrap.servers")) {
      return "kafka.bootstrap-servers";
    }
    // Only what the file names itself is a key for sure; all else might be a value.
    return kafka.properties().containsKey(name) ? "kafka.properties." + name : "kafka.properties";
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
