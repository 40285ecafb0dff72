/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.OperatorUids;
import io.tapline.flink.element.SourceRecord;
import io.tapline.pipeline.Sources;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.pipeline.config.InputConfig.Start;
import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.PipelineConfig;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Reads the configured topics.
 *
 * <p>Watermarks follow the records' own timestamps, partition by partition. They say how far all
 * partitions have been read, which decides when a device of several partitions has waited long
 * enough, when a silent device's tail is flushed, and when it is forgotten; what is late is judged
 * by each device's own clock, so readings with wrong times move nobody else's time. A record whose
 * timestamp is more than max-ahead past the wall clock moves no watermark.
 */
public final class KafkaSources implements Sources {

  private static final Duration BETWEEN_ALIGNMENTS = Duration.ofMillis(200);

  private final PipelineConfig config;
  private final boolean bounded;

  private KafkaSources(PipelineConfig config, boolean bounded) {
    this.config = config;
    this.bounded = bounded;
  }

  /** Reads for ever. */
  public static KafkaSources continuous(PipelineConfig config) {
    return new KafkaSources(config, false);
  }

  /** Reads up to what the topics hold when the job starts, then ends. */
  public static KafkaSources bounded(PipelineConfig config) {
    return new KafkaSources(config, true);
  }

  @Override
  public DataStream<SourceRecord> records(StreamExecutionEnvironment env) {
    InputConfig input = config.input();
    Properties consumer = consumerProperties(config);
    var deserializer =
        new SourceRecordDeserializer(Set.copyOf(input.topicNames()), keyed(input), consumer);
    var builder =
        KafkaSource.<SourceRecord>builder()
            .setTopics(input.topicNames())
            .setGroupId(config.group())
            .setClientIdPrefix(config.group())
            .setStartingOffsets(startingOffsets(input))
            .setDeserializer(deserializer)
            .setProperties(consumer);
    if (bounded) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    String group = input.start() == Start.COMMITTED ? config.group() : null;
    WatermarkedSource source =
        new WatermarkedSource(
            builder.build(),
            deserializer,
            WatermarkTimes.of(config),
            bounded ? null : new EndsConnection(consumer, group));
    return env.fromSource(source, aligned(input), "read " + String.join(", ", input.topicNames()))
        .uid(OperatorUids.SOURCE);
  }

  /** The source brings its own watermarks; partitions that are read far ahead wait for others. */
  private static WatermarkStrategy<SourceRecord> aligned(InputConfig input) {
    return WatermarkStrategy.<SourceRecord>noWatermarks()
        .withWatermarkAlignment("partitions", input.maxDrift(), BETWEEN_ALIGNMENTS);
  }

  /** The topics whose records' keys name the device. */
  private static Set<String> keyed(InputConfig input) {
    return input.topics().stream()
        .filter(InputTopicConfig::needsKey)
        .map(InputTopicConfig::topic)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Readings of an aborted transaction were never sent, unless the configuration wants them. */
  static Properties consumerProperties(PipelineConfig config) {
    Properties properties = config.kafka().clientProperties();
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return properties;
  }

  private static OffsetsInitializer startingOffsets(InputConfig input) {
    return switch (input.start()) {
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
    };
  }
}
