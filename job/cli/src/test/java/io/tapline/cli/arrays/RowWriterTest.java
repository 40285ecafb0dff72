/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapline.cli.UserFault;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowWriterTest {

  @TempDir Path folder;

  @Test
  void shouldWriteNpyThatNumpyReads() throws IOException {
    Path file = folder.resolve("y.npy");
    try (RowWriter writer = RowWriter.create(file, List.of("a", "b"))) {
      writer.write(new float[] {9, 1, 2}, 1);
      writer.write(new float[] {3, Float.NaN}, 0);
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(Arrays.copyOf(bytes, 10))
        .isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }")
        .endsWith(" \n");
    assertThat(Arrays.copyOfRange(bytes, 128, bytes.length))
        .isEqualTo(NpyBytes.floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, Float.NaN));
  }

  @Test
  void shouldReadBackManyRows() throws IOException {
    Path file = folder.resolve("y.npy");
    int rows = 30_000;
    try (RowWriter writer = RowWriter.create(file, List.of("a", "b"))) {
      for (int row = 0; row < rows; row++) {
        writer.write(new float[] {row, -0.5f * row}, 0);
      }
    }
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(reader.frames()).hasValue(rows);
      float[] values = Frames.readAll(reader, 777);
      assertThat(values).hasSize(2 * rows).endsWith(29_999, -14_999.5f);
    }
  }

  @Test
  void shouldWriteRowsWiderThanItsBuffer() throws IOException {
    Path file = folder.resolve("y.npy");
    float[] row = new float[40_000];
    row[row.length - 1] = 7;
    try (RowWriter writer = RowWriter.create(file, Collections.nCopies(row.length, "a"))) {
      writer.write(row, 0);
    }
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(Frames.readAll(reader, 1)).isEqualTo(row);
    }
  }

  @Test
  void shouldWriteNoRowsToo() throws IOException {
    Path npy = folder.resolve("y.npy");
    RowWriter.create(npy, List.of("a", "b")).close();
    try (FrameReader reader = FrameReader.open(npy)) {
      assertThat(reader.channels()).isEqualTo(2);
      assertThat(reader.frames()).hasValue(0);
    }
    Path csv = folder.resolve("y.csv");
    RowWriter.create(csv, List.of("a", "b")).close();
    assertThat(Files.readString(csv)).isEqualTo("a,b\n");
  }

  @Test
  void shouldWriteTheShortestDecimalsToCsv() throws IOException {
    Path file = folder.resolve("Y.CSV");
    try (RowWriter writer = RowWriter.create(file, List.of("up, down", "b"))) {
      writer.write(new float[] {0.1f, Float.NaN}, 0);
      writer.write(new float[] {1e-20f, Float.NEGATIVE_INFINITY}, 0);
    }
    assertThat(Files.readString(file)).isEqualTo("\"up, down\",b\n0.1,NaN\n1.0E-20,-Infinity\n");
  }

  @Test
  void shouldTellWhereItCannotWrite() throws IOException {
    assertThat(problem(folder.resolve("y.txt")))
        .isEqualTo("name must end in .npy or .csv: file=" + folder.resolve("y.txt"));
    assertThat(problem(folder.resolve("none/y.npy")))
        .isEqualTo("there is no such folder to write to: folder=" + folder.resolve("none"));
    Path inTheWay = Files.createDirectory(folder.resolve("y.npy"));
    assertThat(problem(inTheWay))
        .isEqualTo("a folder has the name of the file to write: file=" + inTheWay);
  }

  private static String problem(Path file) {
    return catchThrowableOfType(UserFault.class, () -> RowWriter.create(file, List.of("a")))
        .getMessage();
  }
}
