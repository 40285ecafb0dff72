/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.Result;
import io.tapline.pipeline.PipelineModel;
import io.tapline.schemas.FeatureVectorCodec;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A result as a {@code FeatureVector}; the record's timestamp is the result's event time, or the
 * nearest time that the topic takes.
 */
final class ResultSerializer implements KafkaRecordSerializationSchema<Result> {

  private static final long serialVersionUID = 1;

  private final OutputTopic topic;
  private final String model;
  private final String modelVersion;
  private final String output;

  private transient FeatureVectorCodec codec;

  ResultSerializer(OutputTopic topic, PipelineModel model, String output) {
    this.topic = topic;
    this.model = model.name();
    this.modelVersion = model.version();
    this.output = output;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sinkContext) {
    topic.open();
    codec = new FeatureVectorCodec();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Result result, KafkaSinkContext context, Long timestamp) {
    byte[] value =
        codec.encode(
            result.device(),
            result.timestampMicros(),
            model,
            modelVersion,
            output,
            result.values(),
            0,
            result.values().length,
            result.framesMissing(),
            result.observedShare());
    byte[] key = result.device().getBytes(StandardCharsets.UTF_8);
    long millis = topic.stamp(Math.floorDiv(result.timestampMicros(), 1_000L));
    return new ProducerRecord<>(topic.name(), null, millis, key, value);
  }
}
