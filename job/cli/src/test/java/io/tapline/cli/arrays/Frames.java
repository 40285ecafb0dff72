/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.io.IOException;
import java.util.Arrays;

/** Reads all frames of a file in blocks. */
final class Frames {

  private Frames() {}

  static float[] readAll(FrameReader reader, int block) throws IOException {
    float[] frames = new float[0];
    float[] next = new float[block * reader.channels()];
    int count;
    do {
      count = reader.read(next, block);
      int before = frames.length;
      frames = Arrays.copyOf(frames, before + count * reader.channels());
      System.arraycopy(next, 0, frames, before, count * reader.channels());
    } while (count == block);
    return frames;
  }
}
