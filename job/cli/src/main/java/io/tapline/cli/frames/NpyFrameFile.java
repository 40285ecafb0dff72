/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import io.tapline.alignment.FrameBlock;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Frames as NPY: a structured array, one element a frame. The header tells how many there are and
 * how long the longest device's name is, so the frames wait in a file beside until all have come.
 */
final class NpyFrameFile implements FrameFile {

  private static final int HEADER_ENOUGH = 1_024;

  private final Path file;
  private final Path waiting;
  private final int channels;
  private final int bodyBytes;
  private final DataOutputStream out;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, int[]> names = new HashMap<>();
  private long frames;

  NpyFrameFile(Path file, int channels) throws IOException {
    this.file = file;
    this.waiting = file.resolveSibling(file.getFileName() + ".waiting");
    waiting.toFile().deleteOnExit();
    this.channels = channels;
    this.bodyBytes = Long.BYTES + channels * (Float.BYTES + 1);
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(waiting)));
  }

  static long count(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return FrameNpyLayout.framesOf(in.readNBytes(HEADER_ENOUGH));
    }
  }

  @Override
  public void write(FrameBlock block) throws IOException {
    int device = numberOf(block.device());
    ByteBuffer body = ByteBuffer.allocate(bodyBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int frame = 0; frame < block.frames(); frame++) {
      int from = frame * channels;
      body.clear();
      body.putLong(block.timeOf(frame));
      for (int at = from; at < from + channels; at++) {
        body.putFloat(block.values()[at]);
      }
      body.put(block.mask(), from, channels);
      out.writeInt(device);
      out.write(body.array());
    }
    frames += block.frames();
  }

  private int numberOf(String device) {
    return numbers.computeIfAbsent(
        device,
        name -> {
          names.put(names.size(), name.codePoints().toArray());
          return names.size() - 1;
        });
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
      writeWhole();
    } finally {
      Files.deleteIfExists(waiting);
    }
  }

  private void writeWhole() throws IOException {
    int longest = names.values().stream().mapToInt(name -> name.length).max().orElse(0);
    FrameNpyLayout layout = new FrameNpyLayout(frames, Math.max(1, longest), channels);
    ByteBuffer element = ByteBuffer.allocate(layout.elementBytes()).order(ByteOrder.LITTLE_ENDIAN);
    try (DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(waiting)));
        OutputStream whole = new BufferedOutputStream(Files.newOutputStream(file))) {
      whole.write(layout.header());
      for (long frame = 0; frame < frames; frame++) {
        element.clear();
        int[] name = names.get(in.readInt());
        for (int character = 0; character < layout.deviceCharacters(); character++) {
          element.putInt(character < name.length ? name[character] : 0);
        }
        in.readFully(element.array(), element.position(), bodyBytes);
        whole.write(element.array());
      }
    }
  }
}
