/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/** Parquet files of this machine, without Hadoop's file systems and settings. */
public final class ParquetFiles {

  private ParquetFiles() {}

  /** Opens a file to read; an IOException says that it is no Parquet. */
  public static ParquetFileReader open(Path file) throws IOException {
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
}
