/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import io.tapline.schemas.RejectedSample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What was not framed as a {@code RejectedReading}, under the timestamp of its record, or the
 * nearest time that the topic takes.
 */
final class RejectedSerializer implements KafkaRecordSerializationSchema<RejectedReadings> {

  private static final long serialVersionUID = 1;

  private final OutputTopic topic;

  private transient RejectedReadingCodec codec;

  RejectedSerializer(OutputTopic topic) {
    this.topic = topic;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sinkContext) {
    topic.open();
    codec = new RejectedReadingCodec();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RejectedReadings rejected, KafkaSinkContext context, Long timestamp) {
    SourceRecord source = rejected.source();
    byte[] value = codec.encode(toAvro(rejected));
    String device = rejected.device();
    byte[] key = device == null ? null : device.getBytes(StandardCharsets.UTF_8);
    long millis = topic.stamp(source.timestampMillis());
    return new ProducerRecord<>(topic.name(), null, millis, key, value);
  }

  private static RejectedReading toAvro(RejectedReadings rejected) {
    SourceRecord source = rejected.source();
    List<RejectedSample> samples = new ArrayList<>(rejected.channels().length);
    for (int i = 0; i < rejected.channels().length; i++) {
      samples.add(
          new RejectedSample(
              rejected.channels()[i],
              rejected.micros()[i],
              rejected.values()[i],
              rejected.lateMicros()[i]));
    }
    return RejectedReading.newBuilder()
        .setReason(rejected.reason().label())
        .setDetail(rejected.detail())
        .setDevice(rejected.device())
        .setReadings(samples)
        .setTopic(source.topic())
        .setPartition(source.partition())
        .setOffset(source.offset())
        .setRecordTimestampMillis(source.timestampMillis())
        .setBytes(ByteBuffer.wrap(source.value()))
        .build();
  }
}
