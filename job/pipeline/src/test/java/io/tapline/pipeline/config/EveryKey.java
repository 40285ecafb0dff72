/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.pipeline.config.MappingConfig.ChannelOfRowConfig;
import io.tapline.pipeline.config.MappingConfig.DeviceConfig;
import io.tapline.pipeline.config.MappingConfig.ReadingTimeConfig;
import io.tapline.pipeline.config.MappingConfig.ReadingTimeConfig.Unit;
import io.tapline.pipeline.config.MappingConfig.StepConfig;
import io.tapline.pipeline.config.MappingConfig.ValueOfRowConfig;
import io.tapline.pipeline.config.RecordingConfig.ArrivedConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The mappings of every-key.yaml, as they are bound. */
final class EveryKey {

  private EveryKey() {}

  static List<RecordingConfig> recordings() {
    return List.of(
        new RecordingConfig(
            "*_hall.txt",
            null,
            ";",
            false,
            List.of("when", "received", "temperature"),
            "#",
            new DeviceConfig(null, null, null, true),
            new ReadingTimeConfig("when", null, "yyyy-MM-dd HH:mm:ss", "Europe/Berlin", null, null),
            new ArrivedConfig("received", null, "yyyy-MM-dd HH:mm:ss", "Europe/Rome", null),
            null,
            null,
            Map.of("temp", "temperature")),
        new RecordingConfig(
            "acc.*",
            null,
            null,
            null,
            null,
            null,
            new DeviceConfig("machine", null, null, null),
            new ReadingTimeConfig("seconds", Unit.S, null, null, null, null),
            new ArrivedConfig("uploaded", Unit.MS, null, null, null),
            new ChannelOfRowConfig("axis", null),
            new ValueOfRowConfig("g"),
            null),
        new RecordingConfig(
            "*.csv",
            null,
            null,
            null,
            null,
            null,
            new DeviceConfig(null, null, "hall-7", null),
            new ReadingTimeConfig("t", Unit.ISO_8601, null, null, null, null),
            new ArrivedConfig(null, null, null, null, true),
            new ChannelOfRowConfig(null, "temp"),
            new ValueOfRowConfig("celsius"),
            null),
        new RecordingConfig(
            "imu*.avro", "imu", null, null, null, null, null, null, null, null, null, null));
  }

  static List<InputTopicConfig> topics() {
    return List.of(
        InputTopicConfig.named("readings"),
        new InputTopicConfig(
            "imu",
            InputTopicConfig.Format.JSON,
            InputTopicConfig.PartitionedBy.DEVICE,
            null,
            null,
            null,
            new DeviceConfig("machine.id", null, null, null),
            new ReadingTimeConfig(
                "ts", Unit.MS, null, null, null, new StepConfig("dt", StepConfig.Unit.US, null)),
            "samples",
            new ChannelOfRowConfig("sensor", null),
            new ValueOfRowConfig("v"),
            null),
        new InputTopicConfig(
            "lines",
            InputTopicConfig.Format.CSV,
            null,
            null,
            List.of("t", "a"),
            ";",
            new DeviceConfig(null, null, "pump-1", null),
            new ReadingTimeConfig("t", null, "yyyy-MM-dd HH:mm:ss", "Europe/Paris", null, null),
            null,
            new ChannelOfRowConfig(null, "temp"),
            new ValueOfRowConfig("a"),
            null),
        new InputTopicConfig(
            "bursts",
            InputTopicConfig.Format.AVRO_SCHEMA,
            null,
            "burst.avsc",
            null,
            null,
            new DeviceConfig(null, true, null, null),
            new ReadingTimeConfig(
                null,
                null,
                null,
                null,
                true,
                new StepConfig(null, null, Duration.ofNanos(2_500_000))),
            null,
            null,
            null,
            Map.of("acc-x", "x", "temp", "inner.t")));
  }
}
