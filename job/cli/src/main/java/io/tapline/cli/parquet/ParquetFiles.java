/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/** Parquet files of this machine, without Hadoop's file systems and settings. */
public final class ParquetFiles {

  private static final int WORD_BYTES = 4;

  /** Plain, and with a footer that is encrypted. */
  private static final Set<String> MAGIC = Set.of("PAR1", "PARE");

  /** Both words, and the length of the footer. */
  private static final int LEAST_BYTES = 3 * WORD_BYTES;

  private ParquetFiles() {}

  /** Opens a file to read; an IOException says why it is no Parquet, or not all of one. */
  public static ParquetFileReader open(Path file) throws IOException {
    checkEnds(file);
    try {
      return ParquetFileReader.open(
          new LocalInputFile(file),
          ParquetReadOptions.builder(new PlainParquetConfiguration())
              .withCodecFactory(new Decompressors())
              .build());
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The library tells these of an object in memory, whose file its user does not know. */
  private static void checkEnds(Path file) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      if (in.size() < LEAST_BYTES) {
        throw new IOException(
            "it is too short, write it again or copy it whole: bytes=%d, least=%d"
                .formatted(in.size(), LEAST_BYTES));
      }
      if (!MAGIC.contains(word(in, 0))) {
        throw new IOException(
            "it does not begin with PAR1; if it is text, let its name not end in .parquet");
      }
      if (!MAGIC.contains(word(in, in.size() - WORD_BYTES))) {
        throw new IOException(
            "it does not end with PAR1, as one that was cut short; copy it whole: bytes="
                + in.size());
      }
    }
  }

  private static String word(SeekableByteChannel in, long at) throws IOException {
    in.position(at);
    ByteBuffer word = ByteBuffer.allocate(WORD_BYTES);
    while (word.hasRemaining() && in.read(word) >= 0) {
      // One read may give less than is asked for.
    }
    return new String(word.array(), StandardCharsets.ISO_8859_1);
  }
}
