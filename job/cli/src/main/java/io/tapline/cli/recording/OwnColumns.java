/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.pipeline.config.MappingConfig.ChannelOfRowConfig;
import io.tapline.pipeline.config.MappingConfig.DeviceConfig;
import io.tapline.pipeline.config.MappingConfig.ReadingTimeConfig;
import io.tapline.pipeline.config.MappingConfig.ValueOfRowConfig;
import io.tapline.pipeline.config.RecordingConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tapline's own columns: device, timestamp_us, and either channel and value, or a column for each
 * channel under its name. What else there is, such as a label, is nobody's reading.
 */
final class OwnColumns {

  private static final String CHANNEL = "channel";
  private static final String VALUE = "value";

  private OwnColumns() {}

  /**
   * How a table is read of which the configuration says nothing.
   *
   * @param columns those that it has
   * @param measured the channels that may have a column
   */
  static RecordingConfig of(List<String> columns, List<String> measured) {
    Map<String, String> values = new LinkedHashMap<>();
    measured.stream().filter(columns::contains).forEach(name -> values.put(name, name));
    boolean wide = !values.isEmpty() && !(columns.contains(CHANNEL) && columns.contains(VALUE));
    return new RecordingConfig(
        "*",
        null,
        null,
        null,
        null,
        null,
        new DeviceConfig("device", null, null, null),
        new ReadingTimeConfig("timestamp_us", ReadingTimeConfig.Unit.US, null, null, null, null),
        null,
        wide ? null : new ChannelOfRowConfig(CHANNEL, null),
        wide ? null : new ValueOfRowConfig(VALUE),
        wide ? values : null);
  }
}
