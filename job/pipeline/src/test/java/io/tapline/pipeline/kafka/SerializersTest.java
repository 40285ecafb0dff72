/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.element.ReleasedFrame;
import io.tapline.flink.element.Result;
import io.tapline.flink.element.SourceRecord;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.pipeline.PipelineModel;
import io.tapline.pipeline.RecordSizes;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.Frame;
import io.tapline.schemas.FrameCodec;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import io.tapline.schemas.RejectedSample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** What leaves on a topic decodes back to what was given, under its key and time. */
class SerializersTest {

  private static final String DEVICE = "press-é";

  @Test
  void shouldWriteAResultUnderItsDeviceAndEventTime() throws Exception {
    ResultSerializer serializer =
        InstantiationUtil.clone(new ResultSerializer(topic("features"), model(), "scores"));
    serializer.open(null, null);

    ProducerRecord<byte[], byte[]> record =
        serializer.serialize(
            new Result(DEVICE, 1_234_567, new float[] {1.5f, Float.NaN}, 3, 0.25f), null, 99L);

    assertThat(record.topic()).isEqualTo("features");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo(DEVICE.getBytes(StandardCharsets.UTF_8));
    assertThat(record.timestamp()).isEqualTo(1_234);
    assertThat(new FeatureVectorCodec().decode(record.value()))
        .isEqualTo(
            new FeatureVector(
                DEVICE, 1_234_567L, "small", "3", "scores", List.of(1.5f, Float.NaN), 3, 0.25f));
  }

  @Test
  void shouldNeverExceedTheSizesThatAreCheckedBeforeTheJobStarts() throws Exception {
    String longest = "é".repeat(ReadingDecoder.LONGEST_NAME_BYTES / 2);
    ResultSerializer results = new ResultSerializer(topic("features"), model(), "scores");
    results.open(null, null);
    Result result = new Result(longest, Long.MIN_VALUE, new float[1], Integer.MAX_VALUE, 1);
    assertThat(largest(results.serialize(result, null, null)))
        .isLessThanOrEqualTo((int) RecordSizes.result(model(), model().network().outputs().get(0)))
        .isGreaterThan(2 * ReadingDecoder.LONGEST_NAME_BYTES);

    FrameSerializer frames = new FrameSerializer(topic("frames"));
    frames.open(null, null);
    ReleasedFrame frame =
        new ReleasedFrame(longest, Long.MIN_VALUE, new float[3_000], new byte[3_000], true);
    assertThat(largest(frames.serialize(frame, null, null)))
        .isLessThanOrEqualTo((int) RecordSizes.frame(3_000))
        .isGreaterThan(15_000);
  }

  /** What the producer compares with {@code max.request.size}. */
  private static int largest(ProducerRecord<byte[], byte[]> record) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.LZ4,
        record.key(),
        record.value(),
        record.headers().toArray());
  }

  @Test
  void shouldWriteAResultOfBefore1970UnderTheTimeThatKafkaKnows() throws Exception {
    ResultSerializer serializer = new ResultSerializer(topic("features"), model(), "scores");
    serializer.open(null, null);
    ProducerRecord<byte[], byte[]> record =
        serializer.serialize(new Result("d", -1, new float[0], 0, 0), null, null);

    assertThat(record.timestamp()).isZero();
    assertThat(new FeatureVectorCodec().decode(record.value()).getTimestampMicros()).isEqualTo(-1);
  }

  @Test
  void shouldWriteEachFrameOfABlockUnderItsDeviceAndTick() throws Exception {
    FrameBlock block = new FrameBlock(2, 8);
    block.begin(DEVICE, true, 1_230_000, 10_000);
    block.addFrame();
    block.set(0, 0, 1.5f, Mask.OBSERVED);
    block.set(0, 1, 0, Mask.MISSING);
    block.addFrame();
    block.set(1, 0, 1.5f, Mask.FILLED);
    block.set(1, 1, -2, Mask.OBSERVED);
    List<ReleasedFrame> frames = new ArrayList<>();
    new FrameSplit().flatMap(block, new ListCollector<>(frames));
    block.set(1, 1, 99, Mask.MISSING); // as the aligner does when it uses the block again
    FrameSerializer serializer = InstantiationUtil.clone(new FrameSerializer(topic("frames")));
    serializer.open(null, null);

    List<ProducerRecord<byte[], byte[]>> records =
        frames.stream().map(frame -> serializer.serialize(frame, null, 99L)).toList();

    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(record.topic()).isEqualTo("frames");
              assertThat(record.key()).isEqualTo(DEVICE.getBytes(StandardCharsets.UTF_8));
            });
    assertThat(records).extracting(ProducerRecord::timestamp).containsExactly(1_230L, 1_240L);
    FrameCodec codec = new FrameCodec();
    assertThat(codec.decode(records.get(0).value()))
        .isEqualTo(new Frame(DEVICE, 1_230_000L, List.of(1.5f, 0f), mask(1, 0), true));
    assertThat(codec.decode(records.get(1).value()))
        .isEqualTo(new Frame(DEVICE, 1_240_000L, List.of(1.5f, -2f), mask(2, 1), false));
  }

  private static ByteBuffer mask(int first, int second) {
    return ByteBuffer.wrap(new byte[] {(byte) first, (byte) second});
  }

  @Test
  void shouldWriteRejectedReadingsWithTheirRecord() throws Exception {
    byte[] bytes = {5, 6, 7};
    ProducerRecord<byte[], byte[]> record =
        rejected(
            new RejectedReadings(
                new SourceRecord("readings", 2, 40, 1_000, bytes),
                RejectionReason.UNKNOWN_CHANNEL,
                "because",
                DEVICE,
                new String[] {"a", "b"},
                new long[] {10, -20},
                new double[] {0.5, Double.NEGATIVE_INFINITY},
                new long[] {0, 30}));

    assertThat(record.topic()).isEqualTo("rejected");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo(DEVICE.getBytes(StandardCharsets.UTF_8));
    assertThat(record.timestamp()).isEqualTo(1_000);
    RejectedReading decoded = new RejectedReadingCodec().decode(record.value());
    assertThat(decoded.getReason()).isEqualTo("unknown-channel");
    assertThat(decoded.getDetail()).isEqualTo("because");
    assertThat(decoded.getDevice()).isEqualTo(DEVICE);
    assertThat(decoded.getReadings())
        .extracting(
            RejectedSample::getChannel,
            RejectedSample::getTimestampMicros,
            RejectedSample::getValue,
            RejectedSample::getLateMicros)
        .containsExactly(tuple("a", 10L, 0.5, 0L), tuple("b", -20L, Double.NEGATIVE_INFINITY, 30L));
    assertThat(decoded.getTopic()).isEqualTo("readings");
    assertThat(decoded.getPartition()).isEqualTo(2);
    assertThat(decoded.getOffset()).isEqualTo(40);
    assertThat(decoded.getRecordTimestampMillis()).isEqualTo(1_000);
    assertThat(decoded.getBytes()).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void shouldWriteAnUndecodableRecordWithoutKeyAndTime() throws Exception {
    ProducerRecord<byte[], byte[]> record =
        rejected(
            RejectedReadings.undecodable(
                new SourceRecord("readings", 0, 0, -1, new byte[0]), "no header"));

    assertThat(record.key()).isNull();
    assertThat(record.timestamp()).isZero();
    RejectedReading decoded = new RejectedReadingCodec().decode(record.value());
    assertThat(decoded.getReason()).isEqualTo("undecodable");
    assertThat(decoded.getDevice()).isNull();
    assertThat(decoded.getReadings()).isEmpty();
    assertThat(decoded.getRecordTimestampMillis()).isEqualTo(-1);
  }

  private static ProducerRecord<byte[], byte[]> rejected(RejectedReadings readings)
      throws Exception {
    RejectedSerializer serializer =
        InstantiationUtil.clone(new RejectedSerializer(topic("rejected")));
    serializer.open(null, null);
    return serializer.serialize(readings, null, null);
  }

  private static OutputTopic topic(String name) {
    return new OutputTopic(name, asked -> TopicLimits.DEFAULTS);
  }

  private static PipelineModel model() throws InvalidModelException {
    NetworkGraph graph =
        NetworkGraph.sequence(
            1,
            List.of(
                Convolution.pointwise("head")
                    .filters(1)
                    .kernel(new float[] {1})
                    .activation(Activation.LINEAR)
                    .build()),
            "scores");
    return new PipelineModel(Model.of("small", "3", graph));
  }
}
