/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.Network;
import io.tapline.network.run.OutputSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What came out of a network, and in which order. */
final class Collected implements OutputSink {

  /** One output; equal when all bits are. */
  record Emitted(int output, long frame, int framesMissing, float[] values) {
    boolean sameBits(Emitted other) {
      return output == other.output
          && frame == other.frame
          && framesMissing == other.framesMissing
          && Arrays.equals(values, other.values);
    }

    boolean poisoned() {
      for (float value : values) {
        if (Float.isNaN(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return "output=%d, frame=%d, framesMissing=%d, values=%s"
          .formatted(output, frame, framesMissing, Arrays.toString(values));
    }
  }

  private final Network network;
  private final List<Emitted> all = new ArrayList<>();

  Collected(Network network) {
    this.network = network;
  }

  @Override
  public void accept(int output, long frame, int framesMissing, float[] values, int offset) {
    int channels = network.outputs().get(output).channels();
    all.add(
        new Emitted(
            output, frame, framesMissing, Arrays.copyOfRange(values, offset, offset + channels)));
  }

  List<Emitted> all() {
    return all;
  }

  /** What differs first between two runs, in a line; null where every bit is the same. */
  static String difference(List<Emitted> expected, List<Emitted> got) {
    for (int i = 0; i < Math.min(expected.size(), got.size()); i++) {
      if (!expected.get(i).sameBits(got.get(i))) {
        return "output number " + i + ": expected " + expected.get(i) + ", got " + got.get(i);
      }
    }
    return expected.size() == got.size()
        ? null
        : "outputs: expected=" + expected.size() + ", got=" + got.size();
  }
}
