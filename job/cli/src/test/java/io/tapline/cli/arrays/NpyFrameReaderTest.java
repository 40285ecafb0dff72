/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.cli.UserFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFrameReaderTest {
  private static final Path SHARED =
      Path.of("../../../shared/models/har-cnn/golden_run_p1/output_row_index_windows.npy");
  private static final String NO_NPY = "this is not an NPY file, which begins with \\x93NUMPY";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void shouldReadEveryVersion(int version) throws IOException {
    byte[] values = NpyBytes.floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6);

    assertThat(read(NpyBytes.of(version, "<f4", false, "(3, 2)", values), 2))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void shouldReadFortranOrderAndBigEndianInBlocksOfAnySize(int block) throws IOException {
    byte[] columns = NpyBytes.floats(ByteOrder.BIG_ENDIAN, 1, 3, 5, 2, 4, 6);

    assertThat(read(NpyBytes.of(1, ">f4", true, "(3, 2)", columns), block))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @ParameterizedTest
  @CsvSource({
    "<f8, 000000000000f8bf, -1.5",
    ">f8, bff8000000000000, -1.5",
    "<f2, 00be, -1.5",
    "<f2, ff7b, 65504",
    "<f2, 0100, 5.9604645e-8",
    "<f2, ff03, 6.097555e-5",
    "<f2, 007c, Infinity",
    "<f2, 00fc, -Infinity",
    "<f2, 017c, NaN",
    "|i1, ff, -1",
    "|u1, ff, 255",
    "<i2, feff, -2",
    ">i2, fffe, -2",
    "<u2, feff, 65534",
    "<i4, feffffff, -2",
    "<u4, 00ffffff, 4294967040",
    "<i8, feffffffffffffff, -2",
    ">i8, 0000000001000001, 16777216",
  })
  void shouldRoundEveryTypeToFloat32(String type, String hex, float expected) throws IOException {
    byte[] value = HexFormat.of().parseHex(hex);

    assertThat(read(NpyBytes.of(1, type, false, "(1, 1)", value), 1)).containsExactly(expected);
  }

  @Test
  void shouldTellChannelsAndFrames() throws IOException {
    Path file = write(NpyBytes.of(1, "<f4", false, "(0, 3)", new byte[0]));
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(reader.channels()).isEqualTo(3);
      assertThat(reader.frames()).hasValue(0);
      assertThat(reader.read(new float[3], 1)).isZero();
    }
  }

  @Test
  void shouldReadWhatNumpyWrote() throws IOException {
    assumeTrue(Files.exists(SHARED), "the shared models are not there: " + SHARED);
    byte[] bytes = Files.readAllBytes(SHARED);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    float[] frames = read(bytes, 100);

    assertThat(frames).hasSize(209 * 3);
    assertThat(frames[frames.length - 1]).isEqualTo(values.getFloat(bytes.length - Float.BYTES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<f4 | (1, 2, 2)  | array must have two axes, [frames, channels], or one, of one channel:"
            + " shape=[1, 2, 2]",
        "<f4 | ()         | array must have two axes, [frames, channels], or one, of one channel:"
            + " shape=[]",
        "<f4 | (4, 0)     | frames must have 1 to 65535 channels: shape=[4, 0]",
        "<f4 | (1, 65536) | frames must have 1 to 65535 channels: shape=[1, 65536]",
      })
  void shouldRefuseOtherShapes(String type, String shape, String problem) {
    assertThat(problem(NpyBytes.of(1, type, false, shape, new byte[16]))).isEqualTo(problem);
  }

  @Test
  void shouldRefuseShapesThatTheFileIsTooShortOrTooLongFor() {
    String misfit = "file's length does not fit its shape, save it again: shape=";
    assertThat(problem(NpyBytes.of(1, "<f4", false, "(2, 3)", new byte[16])))
        .isEqualTo(misfit + "[2, 3], expected bytes of values=24, got=16");
    assertThat(problem(NpyBytes.of(1, "<f4", false, "(1, 3)", new byte[16])))
        .isEqualTo(misfit + "[1, 3], expected bytes of values=12, got=16");
    assertThat(problem(NpyBytes.of(1, "<f4", false, "(9223372036854775807, 4)", new byte[16])))
        .startsWith(misfit + "[9223372036854775807, 4], expected bytes of values=1475739525896");
    assertThat(problem(NpyBytes.of(1, "<f4", false, "(9223372036854775808, 4)", new byte[16])))
        .isEqualTo("shape is no tuple of whole numbers: shape=(9223372036854775808, 4)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<c8", "|O", "|f4", "=f4", "<U4", "<f16", ""})
  void shouldRefuseOtherTypes(String type) {
    assertThat(problem(NpyBytes.of(1, type, false, "(2, 2)", new byte[16])))
        .isEqualTo(
            "type of the values is not supported, save them as float32: got="
                + type
                + ", known=f2, f4, f8, i1, u1, i2, u2, i4, u4, i8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2)}",
        "{'descr': '<f4', 'fortran_order': 1, 'shape': (2, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), 'more': True}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 2)}",
        "{'descr': '<f4', 'fortran_order': False, x 'shape': (2, 2)}",
      })
  void shouldRefuseOtherHeaders(String header) {
    assertThat(problem(NpyBytes.withHeader(1, header, new byte[16])))
        .isEqualTo("header does not tell descr, fortran_order and shape");
  }

  @Test
  void shouldRefuseWhatIsNoNpyOrCutShort() {
    byte[] good = NpyBytes.of(2, "<f4", false, "(2, 2)", new byte[16]);
    assertThat(problem(new byte[0])).isEqualTo(NO_NPY);
    assertThat(problem("PK..........".getBytes(StandardCharsets.US_ASCII))).isEqualTo(NO_NPY);
    assertThat(problem(NpyBytes.withHeader(1, "[1]", new byte[0])))
        .isEqualTo("header is no dictionary of Python");
    assertThat(problem(Arrays.copyOf(good, 11))).isEqualTo("header is cut short: bytes=11");
    assertThat(problem(Arrays.copyOf(good, 40)))
        .isEqualTo("header is cut short: expected=116, got=28");
    good[6] = 4;
    assertThat(problem(good)).isEqualTo("version of NPY is not known: expected=1 to 3, got=4");
    good[6] = 3;
    good[11] = (byte) 0xff;
    assertThat(problem(good)).isEqualTo("header is too long: maximum=10000, got=4278190196");
  }

  @Test
  void shouldReadOrRefuseDamagedFiles() throws IOException {
    byte[] good = NpyBytes.of(1, "<f4", true, "(4, 3)", new byte[48]);
    int refused = 0;
    for (long seed = 0; seed < 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged =
          random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int i = 0; i < 3 && damaged.length > 0; i++) {
        damaged[random.nextInt(damaged.length)] = good[random.nextInt(good.length)];
      }
      try {
        read(damaged, 2);
      } catch (UserFault e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("a damaged file crashed the reader: seed=" + seed, e);
      }
    }
    assertThat(refused).as("files refused").isGreaterThan(1_000);
  }

  private String problem(byte[] file) {
    UserFault fault = catchThrowableOfType(UserFault.class, () -> read(file, 1));
    return fault.getMessage().replace(folder.resolve("x.npy") + ": ", "");
  }

  private float[] read(byte[] file, int block) throws IOException {
    try (FrameReader reader = FrameReader.open(write(file))) {
      return Frames.readAll(reader, block);
    }
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(folder.resolve("x.npy"), file);
  }
}
