/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.cli.UserFault;
import io.tapline.cli.parquet.ParquetFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that were written are read back bit for bit, in every format. */
class FrameFileTest {

  private static final List<String> CHANNELS = List.of("acc.x", "say \"°C\", please");
  private static final String ODD_DEVICE = "fan, \"7\"\nβ𝛼";

  /** Bits that decimals easily lose: the least, a third, minus zero, the most. */
  private static final float[] VALUES = {
    Float.MIN_VALUE, 1 / 3f, -0f, Float.MAX_VALUE, 16_777_217, -1.1754942e-38f
  };

  private static final byte[] MASK = {
    Mask.OBSERVED, Mask.FILLED, Mask.MISSING, Mask.OBSERVED, Mask.FILLED, Mask.MISSING
  };

  @TempDir Path folder;

  @Test
  void shouldWriteCsv() throws IOException {
    Path file = write("frames.csv");

    try (CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      List<CSVRecord> read = rows.getRecords();
      assertThat(read).hasSize(4);
      assertThat(read.get(0).toList())
          .containsExactly(
              "device",
              "timestamp_us",
              "acc.x",
              "say \"°C\", please",
              "mask_acc.x",
              "mask_say \"°C\", please");
      for (int frame = 0; frame < 3; frame++) {
        CSVRecord row = read.get(1 + frame);
        assertThat(row.get(0)).isEqualTo(frame < 2 ? "pump" : ODD_DEVICE);
        assertThat(Long.parseLong(row.get(1))).isEqualTo(timeOf(frame));
        for (int channel = 0; channel < 2; channel++) {
          assertSameBits(Float.parseFloat(row.get(2 + channel)), VALUES[frame * 2 + channel]);
          assertThat(row.get(4 + channel)).isEqualTo("" + MASK[frame * 2 + channel]);
        }
      }
    }
    assertThat(FrameFile.count(file)).isEqualTo(3);
  }

  @Test
  void shouldWriteParquet() throws IOException {
    Path file = write("frames.parquet");

    try (ParquetFileReader reader = ParquetFiles.open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      assertThat(schema.toString().lines().map(String::strip))
          .contains(
              "required binary device (STRING);",
              "required int64 timestamp_us (TIMESTAMP(MICROS,true));",
              "required float acc.x;",
              "required int32 mask_acc.x (INTEGER(8,true));");
      assertThat(reader.getFooter().getBlocks().get(0).getColumns())
          .hasSize(6)
          .allSatisfy(column -> assertThat(column.getCodec()).isEqualTo(CompressionCodecName.ZSTD));
      PageReadStore pages = reader.readNextRowGroup();
      RecordReader<Group> rows =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(pages, new GroupRecordConverter(schema));
      assertThat(pages.getRowCount()).isEqualTo(3);
      for (int frame = 0; frame < 3; frame++) {
        Group row = rows.read();
        assertThat(row.getString(0, 0)).isEqualTo(frame < 2 ? "pump" : ODD_DEVICE);
        assertThat(row.getLong(1, 0)).isEqualTo(timeOf(frame));
        for (int channel = 0; channel < 2; channel++) {
          assertSameBits(row.getFloat(2 + channel, 0), VALUES[frame * 2 + channel]);
          assertThat(row.getInteger(4 + channel, 0)).isEqualTo(MASK[frame * 2 + channel]);
        }
      }
    }
    assertThat(FrameFile.count(file)).isEqualTo(3);
  }

  @Test
  void shouldWriteNpy() throws IOException {
    Path file = write("frames.npy");

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertThat(bytes.position() % 64).isZero();
    assertThat(new String(header, StandardCharsets.US_ASCII))
        .endsWith(" \n")
        .startsWith(
            "{'descr': [('device', '<U11'), ('timestamp_us', '<i8'), ('values', '<f4', (2,)),"
                + " ('mask', '|u1', (2,))], 'fortran_order': False, 'shape': (3,), } ");
    for (int frame = 0; frame < 3; frame++) {
      int[] name = new int[11];
      for (int character = 0; character < name.length; character++) {
        name[character] = bytes.getInt();
      }
      assertThat(new String(name, 0, name.length).replace("\0", ""))
          .isEqualTo(frame < 2 ? "pump" : ODD_DEVICE);
      assertThat(bytes.getLong()).isEqualTo(timeOf(frame));
      assertSameBits(bytes.getFloat(), VALUES[frame * 2]);
      assertSameBits(bytes.getFloat(), VALUES[frame * 2 + 1]);
      assertThat(bytes.get()).isEqualTo(MASK[frame * 2]);
      assertThat(bytes.get()).isEqualTo(MASK[frame * 2 + 1]);
    }
    assertThat(bytes.hasRemaining()).isFalse();
    assertThat(FrameFile.count(file)).isEqualTo(3);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.csv", "none.parquet", "none.NPY"})
  void shouldWriteNoFramesAtAll(String name) throws IOException {
    Path file = folder.resolve(name);
    FrameFile.create(file, CHANNELS).close();

    assertThat(FrameFile.count(file)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"many.csv", "many.parquet", "many.npy"})
  void shouldWriteMoreThanABufferHolds(String name) throws IOException {
    Path file = folder.resolve(name);
    FrameBlock block = new FrameBlock(1, 64);
    try (FrameFile out = FrameFile.create(file, List.of("a"))) {
      for (int i = 0; i < 5_000; i++) {
        block.begin("d" + i % 7, false, i, 1);
        for (int frame = 0; frame < 10; frame++) {
          block.set(block.addFrame(), 0, i * 0.1f + frame, Mask.OBSERVED);
        }
        out.write(block);
      }
    }

    assertThat(FrameFile.count(file)).isEqualTo(50_000);
  }

  @Test
  void shouldRefuseAPlaceWhereNoFramesCanBeWritten() {
    assertRefused("frames.txt", CHANNELS, "name must end in .csv, .parquet or .npy: file=");
    assertRefused("none/frames.csv", CHANNELS, "there is no such folder to write to: folder=");
    assertRefused(
        "frames.csv",
        List.of("x", "mask_x"),
        "two columns of the frames would have one name: rename the channel, or write .npy:"
            + " name=mask_x");
    FrameFile.checkPlace(folder.resolve("frames.npy"), List.of("x", "mask_x", "device"));
  }

  private void assertRefused(String file, List<String> channels, String told) {
    assertThatThrownBy(() -> FrameFile.checkPlace(folder.resolve(file), channels))
        .isInstanceOf(UserFault.class)
        .hasMessageStartingWith(told);
  }

  /** Two frames of one device, and one of another. */
  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    List<FrameBlock> blocks = new ArrayList<>();
    blocks.add(block("pump", 0, 2));
    blocks.add(block(ODD_DEVICE, 2, 3));
    try (FrameFile out = FrameFile.create(file, CHANNELS)) {
      for (FrameBlock block : blocks) {
        out.write(block);
      }
    }
    return file;
  }

  private static FrameBlock block(String device, int from, int to) {
    FrameBlock block = new FrameBlock(2, 8);
    block.begin(device, true, timeOf(from), 2_500);
    for (int frame = from; frame < to; frame++) {
      int added = block.addFrame();
      for (int channel = 0; channel < 2; channel++) {
        int at = frame * 2 + channel;
        block.set(added, channel, VALUES[at], MASK[at]);
      }
    }
    return block;
  }

  private static long timeOf(int frame) {
    return -2_500 + frame * 2_500L;
  }

  private static void assertSameBits(float actual, float expected) {
    assertThat(Float.floatToRawIntBits(actual)).isEqualTo(Float.floatToRawIntBits(expected));
  }
}
