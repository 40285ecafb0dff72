/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Rows as NPY: float32, little-endian, C order. The header gets its count of rows at the end. */
final class NpyRowWriter implements RowWriter {
  private static final int LEAST_BUFFER_BYTES = 1 << 16;

  private final FileChannel file;
  private final int features;
  private final ByteBuffer buffer;
  private long rows;

  private NpyRowWriter(FileChannel file, int features) {
    this.file = file;
    this.features = features;
    this.buffer =
        ByteBuffer.allocate(Math.max(LEAST_BUFFER_BYTES, features * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  static NpyRowWriter create(Path path, int features) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    NpyRowWriter writer = new NpyRowWriter(file, features);
    writer.buffer.put(NpyHeader.ofFloats(0, features));
    return writer;
  }

  @Override
  public void write(float[] values, int offset) throws IOException {
    if (buffer.remaining() < features * Float.BYTES) {
      flush();
    }
    for (int i = 0; i < features; i++) {
      buffer.putFloat(values[offset + i]);
    }
    rows++;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      flush();
      file.position(0);
      buffer.put(NpyHeader.ofFloats(rows, features));
      flush();
    }
  }
}
