/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import io.tapline.cli.UserFault;
import io.tapline.cli.arrays.NpyHeader.InvalidNpyException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Frames of an NPY file of shape [frames, channels], or [frames] of one channel, in C or Fortran
 * order. All sizes are checked against the file's length before anything of that size is made.
 */
final class NpyFrameReader implements FrameReader {
  private final FileChannel file;
  private final NpyType type;
  private final ByteOrder order;
  private final boolean fortranOrder;
  private final long frames;
  private final int channels;
  private final long firstByte;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private long next;

  private NpyFrameReader(FileChannel file, NpyHeader header, NpyType type) {
    this.file = file;
    this.type = type;
    this.order = NpyType.order(header.type());
    this.fortranOrder = header.fortranOrder();
    this.frames = header.shape().get(0);
    this.channels = (int) channels(header);
    this.firstByte = header.bytes();
  }

  static NpyFrameReader open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path);
    try {
      ByteBuffer start = ByteBuffer.allocate(NpyHeader.PREFIX_BYTES + NpyHeader.LONGEST_TEXT);
      fill(file, start, 0);
      NpyHeader header = NpyHeader.read(start.flip());
      NpyType type = checkedType(header);
      checkShape(header);
      checkLength(header, type, file.size());
      return new NpyFrameReader(file, header, type);
    } catch (InvalidNpyException e) {
      file.close();
      throw new UserFault(path + ": " + e.getMessage());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static NpyType checkedType(NpyHeader header) throws InvalidNpyException {
    return NpyType.of(header.type())
        .orElseThrow(
            () ->
                new InvalidNpyException(
                    "type of the values is not supported, save them as float32: got="
                        + header.type()
                        + ", known="
                        + NpyType.known()));
  }

  private static void checkShape(NpyHeader header) throws InvalidNpyException {
    int axes = header.shape().size();
    if (axes != 1 && axes != 2) {
      throw new InvalidNpyException(
          "array must have two axes, [frames, channels], or one, of one channel: shape="
              + header.shape());
    }
    long channels = channels(header);
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw new InvalidNpyException(
          "frames must have 1 to " + MOST_CHANNELS + " channels: shape=" + header.shape());
    }
  }

  private static long channels(NpyHeader header) {
    return header.shape().size() == 1 ? 1 : header.shape().get(1);
  }

  private static void checkLength(NpyHeader header, NpyType type, long fileBytes)
      throws InvalidNpyException {
    long got = fileBytes - header.bytes();
    // In float64, where no product of sizes overflows.
    double expected = (double) header.shape().get(0) * channels(header) * type.bytes();
    if (expected != got) {
      throw new InvalidNpyException(
          "file's length does not fit its shape, save it again: shape="
              + header.shape()
              + ", expected bytes of values="
              + String.format("%.0f", expected)
              + ", got="
              + got);
    }
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public OptionalLong frames() {
    return OptionalLong.of(frames);
  }

  @Override
  public int read(float[] block, int count) throws IOException {
    int there = (int) Math.min(count, frames - next);
    if (fortranOrder) {
      for (int channel = 0; channel < channels; channel++) {
        load(channel * frames + next, there);
        for (int t = 0; t < there; t++) {
          block[t * channels + channel] = type.get(bytes, t * type.bytes());
        }
      }
    } else {
      int values = Math.multiplyExact(there, channels);
      load(next * channels, values);
      for (int i = 0; i < values; i++) {
        block[i] = type.get(bytes, i * type.bytes());
      }
    }
    next += there;
    return there;
  }

  /** Puts {@code count} values of the file, from the value {@code from} on, into the buffer. */
  private void load(long from, int count) throws IOException {
    int length = Math.multiplyExact(count, type.bytes());
    if (bytes.capacity() < length) {
      bytes = ByteBuffer.allocate(length).order(order);
    }
    fill(file, bytes.clear().limit(length), firstByte + from * type.bytes());
    if (bytes.hasRemaining()) {
      throw new EOFException("file was cut short while it was read: missing=" + bytes.remaining());
    }
  }

  private static void fill(FileChannel file, ByteBuffer bytes, long from) throws IOException {
    long position = from;
    while (bytes.hasRemaining()) {
      int got = file.read(bytes, position);
      if (got < 0) {
        return;
      }
      position += got;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
