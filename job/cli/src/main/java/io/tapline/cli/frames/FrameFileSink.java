/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import io.tapline.alignment.FrameBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes a bounded stream of frames into one file of this machine. To run with a parallelism of 1;
 * a block is written before it can be used again.
 */
public final class FrameFileSink implements Sink<FrameBlock> {

  private static final long serialVersionUID = 1;

  private final String file;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable list.
  private final List<String> channels;

  public FrameFileSink(Path file, List<String> channels) {
    this.file = file.toAbsolutePath().toString();
    this.channels = List.copyOf(channels);
  }

  @Override
  public SinkWriter<FrameBlock> createWriter(WriterInitContext context) throws IOException {
    return new Writer(FrameFile.create(Path.of(file), channels));
  }

  private record Writer(FrameFile out) implements SinkWriter<FrameBlock> {

    @Override
    public void write(FrameBlock block, Context context) {
      try {
        out.write(block);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      // The file is whole when it is closed.
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
