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

/** Durations as Flink writes them, such as {@code 250ms}; and {@code us} for those without a µ. */
final class DurationDeserializer extends StdDeserializer<Duration> {

  private static final long serialVersionUID = 1;

  DurationDeserializer() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = parser.getText();
    return TimeUtils.parseDuration(text.replaceFirst("us$", "µs"));
  }
}
