/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.flink.Golden;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels between operators: its bytes, there and back. */
class ElementSerializersTest {

  private static final SourceRecord SOURCE =
      new SourceRecord("readings", 3, 77, 1_700_000_000_123L, new byte[] {1, 2, -1});

  /** An element, its type, and the name of its golden bytes. */
  record Case<T>(String golden, TypeInformation<T> type, T element) {

    TypeSerializer<T> serializer() {
      return type.createSerializer(new SerializerConfigImpl());
    }

    @Override
    public String toString() {
      return golden;
    }
  }

  static Stream<Case<?>> cases() {
    return Stream.of(
        new Case<>("source-record", ElementTypes.SOURCE_RECORD, SOURCE),
        new Case<>(
            "source-record-with-key",
            ElementTypes.SOURCE_RECORD,
            new SourceRecord(
                "readings",
                3,
                77,
                1_700_000_000_123L,
                new byte[] {1, 2, -1},
                new byte[] {'p', -1})),
        new Case<>("source-record-decided", ElementTypes.SOURCE_RECORD, decided(null)),
        new Case<>(
            "source-record-decided-by-key", ElementTypes.SOURCE_RECORD, decided(new byte[] {'p'})),
        new Case<>(
            "device-readings",
            ElementTypes.DEVICE_READINGS,
            new DeviceReadings(
                SOURCE,
                "press-é",
                new int[] {1, 0},
                new long[] {-5, 1_700_000_000_123_456L},
                new double[] {1.5, -0.0})),
        new Case<>(
            "device-readings-with-route",
            ElementTypes.DEVICE_READINGS,
            new DeviceReadings(
                SOURCE,
                "press-é",
                new int[] {1, 0},
                new long[] {-5, 1_700_000_000_123_456L},
                new double[] {1.5, -0.0},
                0x0102_0304_0506_0708L)),
        new Case<>(
            "rejected-readings",
            ElementTypes.REJECTED_READINGS,
            new RejectedReadings(
                SOURCE,
                RejectionReason.LATE,
                "too late",
                "press-é",
                new String[] {"a", "b"},
                new long[] {1, 2},
                new double[] {Double.NaN, 4},
                new long[] {10, 20})),
        new Case<>(
            "undecodable",
            ElementTypes.REJECTED_READINGS,
            RejectedReadings.undecodable(SOURCE, "no header")),
        new Case<>(
            "result",
            ElementTypes.RESULT,
            new Result(
                "press-é", 1_234_567, new float[] {1.5f, Float.NEGATIVE_INFINITY}, 2, 0.25f)),
        new Case<>(
            "released-frame",
            ElementTypes.RELEASED_FRAME,
            new ReleasedFrame(
                "press-é", 1_234_567, new float[] {1.5f, 0}, new byte[] {1, 0}, true)),
        new Case<>("frame-block", ElementTypes.FRAME_BLOCK, frameBlock()));
  }

  /** A record that could be in no other partition. */
  private static SourceRecord decided(byte[] key) {
    return new SourceRecord("readings", 3, 77, 1_700_000_000_123L, new byte[] {1, 2}, key, true);
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void shouldWriteAndReadTheBytesOfVersion1(Case<T> one) throws Exception {
    byte[] golden = Golden.bytes(one.golden());

    assertThat(Golden.write(one.serializer(), one.element())).isEqualTo(golden);
    assertSame(Golden.read(one.serializer(), golden), one.element());
    assertThat(Golden.copy(one.serializer(), golden)).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void shouldCopyToTheSameContent(Case<T> one) {
    assertSame(one.serializer().copy(one.element()), one.element());
    assertSame(one.serializer().copy(one.element(), one.element()), one.element());
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void shouldComeBackFromItsSnapshot(Case<T> one) throws Exception {
    TypeSerializer<T> serializer = one.serializer();
    TypeSerializerSnapshot<T> snapshot = Golden.readSnapshot(Golden.writeSnapshot(serializer));

    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
    assertThat(InstantiationUtil.clone(serializer)).isEqualTo(serializer);
    assertThat(serializer.duplicate()).isEqualTo(serializer);
    assertThat(serializer.getLength()).isEqualTo(-1);
  }

  @Test
  void shouldForgetTheKeyOfASourceRecord() {
    SourceRecord keyed = new SourceRecord("t", 1, 2, 3, new byte[] {4}, new byte[] {5});

    assertSame(keyed.withoutKey(), new SourceRecord("t", 1, 2, 3, new byte[] {4}));
    assertThat(SOURCE.withoutKey()).isSameAs(SOURCE);
  }

  @Test
  void shouldCopyAFrameBlockToOneOfItsOwn() {
    FrameBlock block = frameBlock();
    FrameBlock copy = FrameBlockSerializer.INSTANCE.copy(block);
    block.set(0, 0, 99, Mask.MISSING);
    block.begin("other", false, 5, 5);

    assertThat(copy).isEqualTo(frameBlock());
    assertThat(FrameBlockSerializer.INSTANCE.isImmutableType()).isFalse();
  }

  @Test
  void shouldWriteOnlyTheFramesOfABlockThatHasRoomForMore() throws Exception {
    FrameBlock roomy = new FrameBlock(2, 50);
    roomy.begin("press-é", true, -10_000, 10_000);
    fill(roomy);
    assertThat(Golden.write(FrameBlockSerializer.INSTANCE, roomy))
        .isEqualTo(Golden.bytes("frame-block"));
  }

  @Test
  void shouldCarryTheMostChannelsThatALayoutMayHave() throws Exception {
    FrameBlock wide = new FrameBlock(65_535, 1);
    wide.begin("d", false, 0, 1);
    wide.set(wide.addFrame(), 65_534, 3, Mask.OBSERVED);
    FrameBlock read =
        Golden.read(
            FrameBlockSerializer.INSTANCE, Golden.write(FrameBlockSerializer.INSTANCE, wide));
    assertThat(read).isEqualTo(wide);
  }

  @Test
  void shouldTellTypesApartByTheirClass() throws Exception {
    assertThat(ElementTypes.SOURCE_RECORD.getTypeClass()).isEqualTo(SourceRecord.class);
    assertThat(ElementTypes.RESULT)
        .isNotEqualTo(ElementTypes.SOURCE_RECORD)
        .hasToString("Result")
        .isEqualTo(InstantiationUtil.clone(ElementTypes.RESULT));
    assertThat(ElementTypes.RESULT.isKeyType()).isFalse();
  }

  private static void assertSame(Object actual, Object expected) {
    // To the bit, and NaN is NaN.
    assertThat(actual)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .withEqualsForType(Double::equals, Double.class)
        .withEqualsForType(Float::equals, Float.class)
        .isEqualTo(expected);
  }

  private static FrameBlock frameBlock() {
    FrameBlock block = new FrameBlock(2, 2);
    block.begin("press-é", true, -10_000, 10_000);
    fill(block);
    return block;
  }

  private static void fill(FrameBlock block) {
    int first = block.addFrame();
    block.set(first, 0, 1, Mask.OBSERVED);
    block.set(first, 1, 2, Mask.FILLED);
    int second = block.addFrame();
    block.set(second, 0, 3, Mask.OBSERVED);
    block.set(second, 1, 0, Mask.MISSING);
  }
}
