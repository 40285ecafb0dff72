/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.OperatorUids;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.Result;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Sinks;
import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.PipelineConfig;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Writes each output to its topic, what was rejected to its own, and the frames to theirs where one
 * is configured; all keyed by device, so that a device's results stay in one partition and in
 * order.
 */
public final class KafkaSinks implements Sinks {

  private final Pipeline pipeline;
  private final boolean acceptLoss;

  public KafkaSinks(Pipeline pipeline) {
    this(pipeline, false);
  }

  /**
   * @param acceptLoss whether the job goes on, and counts, where results of a checkpoint can no
   *     longer be committed; else it ends with a {@link LostResultsException}
   */
  public KafkaSinks(Pipeline pipeline, boolean acceptLoss) {
    this.pipeline = pipeline;
    this.acceptLoss = acceptLoss;
  }

  @Override
  public void results(String output, DataStream<Result> results) {
    String topic = pipeline.config().outputs().get(output).topic();
    results
        .sinkTo(
            sink(
                SinkRoles.result(output),
                new ResultSerializer(limited(topic), pipeline.model(), output)))
        .name("write " + topic)
        .uid(OperatorUids.resultSink(output));
  }

  @Override
  public void frames(DataStream<FrameBlock> frames) {
    if (pipeline.config().frames() == null) {
      return;
    }
    String topic = pipeline.config().frames().topic();
    frames
        .flatMap(new FrameSplit())
        .returns(ElementTypes.RELEASED_FRAME)
        .name("split " + topic)
        .uid(OperatorUids.FRAME_SPLIT)
        .sinkTo(sink(SinkRoles.FRAME, new FrameSerializer(limited(topic))))
        .name("write " + topic)
        .uid(OperatorUids.FRAME_SINK);
  }

  @Override
  public void rejected(DataStream<RejectedReadings> rejected) {
    String topic = pipeline.config().rejected().topic();
    rejected
        .flatMap(new RejectedSplit(limited(topic), pipeline.config().kafka().maxRequestBytes()))
        .returns(ElementTypes.REJECTED_READINGS)
        .name("fit " + topic)
        .uid(OperatorUids.REJECTED_PARTS)
        .sinkTo(sink(SinkRoles.REJECTED, new RejectedSerializer(limited(topic))))
        .name("write " + topic)
        .uid(OperatorUids.REJECTED_SINK);
  }

  private OutputTopic limited(String topic) {
    return new OutputTopic(
        topic, new BrokerTopicLimits(pipeline.config().kafka().clientProperties()));
  }

  private <T> Sink<T> sink(String role, KafkaRecordSerializationSchema<T> serializer) {
    PipelineConfig config = pipeline.config();
    Properties producer = config.kafka().clientProperties();
    producer.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "5");
    producer.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(config.delivery().transactionTimeout().toMillis()));
    boolean exactlyOnce = config.delivery().guarantee() == Guarantee.EXACTLY_ONCE;
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(producer)
            .setRecordSerializer(serializer)
            .setDeliveryGuarantee(
                exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionalIdPrefix(config.transactionalIdPrefix() + "-" + role)
            .build();
    return new JudgedSink<>(sink, config.kafka().clientProperties(), acceptLoss);
  }
}
