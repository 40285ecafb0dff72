/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.util.TimeUtils;

/**
 * Durations as Flink writes them, such as {@code 250ms}; {@code us} for those without a µ, and with
 * a sign where the schema lets one through.
 */
final class DurationDeserializer extends StdDeserializer<Duration> {

  private static final long serialVersionUID = 1;

  DurationDeserializer() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = parser.getText().replaceFirst("us$", "µs");
    return text.startsWith("-")
        ? TimeUtils.parseDuration(text.substring(1)).negated()
        : TimeUtils.parseDuration(text);
  }
}
