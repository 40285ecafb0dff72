/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import io.tapline.alignment.FrameBlock;
import io.tapline.cli.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.IOUtils;

/**
 * Writes a bounded stream of frames into one file of this machine. To run with a parallelism of 1;
 * a block is written before it can be used again.
 */
public final class FrameFileSink implements Sink<FrameBlock> {

  private static final long serialVersionUID = 1;

  private final String file;
  private final String named;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable list.
  private final List<String> channels;

  /**
   * @param file where the frames are written
   * @param named the file that they are for, which is told to the user where writing fails
   * @param channels the names of a frame's values
   */
  public FrameFileSink(Path file, Path named, List<String> channels) {
    this.file = file.toAbsolutePath().toString();
    this.named = named.toString();
    this.channels = List.copyOf(channels);
  }

  /** A {@link UserFault} says that the file cannot be written, as does the writer's own. */
  @Override
  public SinkWriter<FrameBlock> createWriter(WriterInitContext context) {
    try {
      return new Writer(Path.of(named), FrameFile.create(Path.of(file), channels));
    } catch (IOException e) {
      throw unwritable(Path.of(named), e);
    }
  }

  private static UserFault unwritable(Path file, IOException cause) {
    return UserFault.ofFile("the frames cannot be written", file, cause);
  }

  private static final class Writer implements SinkWriter<FrameBlock> {

    private final Path named;
    private final FrameFile out;
    private boolean whole;

    Writer(Path named, FrameFile out) {
      this.named = named;
      this.out = out;
    }

    @Override
    public void write(FrameBlock block, Context context) {
      try {
        out.write(block);
      } catch (IOException e) {
        throw unwritable(named, e);
      }
    }

    /** The file is whole when it is closed. */
    @Override
    public void flush(boolean endOfInput) {
      if (endOfInput) {
        try {
          out.close();
          whole = true;
        } catch (IOException e) {
          throw unwritable(named, e);
        }
      }
    }

    /** Of a job that has failed: what is left is nobody's file. */
    @Override
    public void close() {
      if (!whole) {
        IOUtils.closeQuietly(out);
      }
    }
  }
}
