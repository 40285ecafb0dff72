/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.ReleasedFrame;
import io.tapline.schemas.FrameCodec;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A frame as a {@code Frame}; the record's timestamp is the start of the frame's tick, or the
 * nearest time that the topic takes.
 */
final class FrameSerializer implements KafkaRecordSerializationSchema<ReleasedFrame> {

  private static final long serialVersionUID = 1;

  private final OutputTopic topic;

  private transient FrameCodec codec;

  FrameSerializer(OutputTopic topic) {
    this.topic = topic;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sinkContext) {
    topic.open();
    codec = new FrameCodec();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ReleasedFrame frame, KafkaSinkContext context, Long timestamp) {
    byte[] value =
        codec.encode(
            frame.device(),
            frame.timestampMicros(),
            frame.values(),
            frame.mask(),
            0,
            frame.values().length,
            frame.segmentStart());
    byte[] key = frame.device().getBytes(StandardCharsets.UTF_8);
    long millis = topic.stamp(Math.floorDiv(frame.timestampMicros(), 1_000L));
    return new ProducerRecord<>(topic.name(), null, millis, key, value);
  }
}
