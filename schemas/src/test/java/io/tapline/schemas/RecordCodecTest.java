/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private final FeatureVectorCodec features = new FeatureVectorCodec();
  private final FrameCodec frames = new FrameCodec();
  private final RejectedReadingCodec rejected = new RejectedReadingCodec();

  @Test
  void shouldEncodeASliceOfValues() throws Exception {
    byte[] record =
        features.encode("fan", 5, "bearing", "3", "scores", new float[] {1, 2, 3, 4}, 1, 3, 0, 1f);

    assertThat(features.decode(record).getValues()).isEqualTo(List.of(2f, 3f));
  }

  @Test
  void shouldEncodeASliceOfFrames() throws Exception {
    float[] values = {1, 2, 3, 4};
    byte[] mask = {1, 2, 0, 1};

    Frame frame = frames.decode(frames.encode("fan", 5, values, mask, 1, 3, false));

    assertThat(frame)
        .isEqualTo(
            new Frame("fan", 5L, List.of(2f, 3f), ByteBuffer.wrap(new byte[] {2, 0}), false));
  }

  @Test
  void shouldRefuseAMaskOfAnotherLength() {
    Frame frame = Golden.frame();
    frame.setMask(ByteBuffer.wrap(new byte[2]));

    assertThatThrownBy(() -> frames.encode(frame))
        .hasMessage("mask has another length than values: mask=2, values=3");
  }

  @Test
  void shouldRefuseAFrameCutAnywhere() {
    byte[] record = frames.encode(Golden.frame());
    for (int length = 0; length < record.length; length++) {
      byte[] cut = Arrays.copyOf(record, length);
      assertThatThrownBy(() -> frames.decode(cut))
          .as("length=%d", length)
          .isInstanceOf(UndecodableRecordException.class);
    }
  }

  @Test
  void shouldKeepTheBytesOfAnUndecodableRecord() throws Exception {
    RejectedReading undecodable = Golden.rejected();
    undecodable.setDevice(null);
    undecodable.setReadings(List.of());

    assertThat(rejected.decode(rejected.encode(undecodable))).isEqualTo(undecodable);
  }

  @Test
  void shouldNameTheUnknownFingerprintAndTheKnownOnes() {
    assertThatThrownBy(() -> features.decode(rejected.encode(Golden.rejected())))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage(
            "schema is not known: fingerprint=0x19943d6f7bf98fed,"
                + " known=FeatureVector=0x8e6954d34a161e3c");
  }

  @Test
  void shouldRefuseARecordCutAnywhere() {
    byte[] record = rejected.encode(Golden.rejected());
    for (int length = 0; length < record.length; length++) {
      byte[] cut = Arrays.copyOf(record, length);
      assertThatThrownBy(() -> rejected.decode(cut))
          .as("length=%d", length)
          .isInstanceOf(UndecodableRecordException.class);
    }
  }

  @Test
  void shouldRefuseAnAbsurdLengthBeforeItMakesRoom() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(SingleObject.header(KnownSchemas.fingerprint(FeatureVector.getClassSchema())));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    encoder.writeLong(2_000_000_000);
    encoder.flush();

    assertThatThrownBy(() -> features.decode(out.toByteArray()))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage(
            "length does not fit the record: field=device, length=2000000000, remaining bytes=0");
  }

  @Test
  void shouldReadOrRefuseMutatedBytes() {
    byte[] record = features.encode(Golden.features());
    for (int seed = 0; seed < 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] mutated = record.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      try {
        features.decode(mutated);
      } catch (UndecodableRecordException refused) {
        assertThat(refused).as("seed=%d", seed).hasMessageContaining("=");
      }
    }
  }
}
