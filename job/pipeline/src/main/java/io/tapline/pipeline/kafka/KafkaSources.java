/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.OperatorUids;
import io.tapline.flink.element.SourceRecord;
import io.tapline.pipeline.Sources;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.PipelineConfig;
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
 * <p>Watermarks follow the records' own timestamps, partition by partition. They decide only when a
 * silent device's tail is flushed, and when it is forgotten; what is late is judged by each
 * device's own clock, so readings with wrong times move nobody else's time. Records with wrong
 * timestamps do: a producer that stamps them far ahead (CreateTime) moves the watermark of its
 * partition, and tails are flushed early, and devices forgotten early. {@code
 * message.timestamp.type=LogAppendTime} on the input topics protects from that.
 */
public final class KafkaSources implements Sources {

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
    var builder =
        KafkaSource.<SourceRecord>builder()
            .setTopics(input.topicNames())
            .setGroupId(config.group())
            .setClientIdPrefix(config.group())
            .setStartingOffsets(startingOffsets(input))
            .setDeserializer(new SourceRecordDeserializer(keyed(input)))
            .setProperties(consumerProperties(config));
    if (bounded) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    WatermarkStrategy<SourceRecord> watermarks =
        WatermarkStrategy.<SourceRecord>forBoundedOutOfOrderness(input.outOfOrderness())
            .withTimestampAssigner((record, kafkaTimestamp) -> record.timestampMillis())
            .withIdleness(input.idleAfter());
    return env.fromSource(
            builder.build(), watermarks, "read " + String.join(", ", input.topicNames()))
        .uid(OperatorUids.SOURCE);
  }

  /** The topics whose records' keys name the device; other keys are not carried along. */
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
