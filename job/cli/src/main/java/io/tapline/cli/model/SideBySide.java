/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.model;

import io.tapline.cli.UserFault;
import io.tapline.cli.arrays.RowWriter;
import io.tapline.convolution.Network;
import io.tapline.convolution.NetworkOutput;
import io.tapline.convolution.OutputSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Makes one row of the outputs of the same index, of which one may come later than the other. */
final class SideBySide implements OutputSink {

  /** Long enough that differing lengths show. */
  private static final int LONG = 1 << 20;

  private final List<Deque<float[]>> waiting = new ArrayList<>();
  private final int[] widths;
  private final RowWriter writer;
  private final float[] row;
  private long written;

  SideBySide(Network network, RowWriter writer) {
    this.writer = writer;
    widths = network.outputs().stream().mapToInt(NetworkOutput::channels).toArray();
    for (int i = 0; i < widths.length; i++) {
      waiting.add(new ArrayDeque<>());
    }
    row = new float[Arrays.stream(widths).sum()];
  }

  /**
   * Checks that the outputs have equally many rows.
   *
   * @throws UserFault if not
   */
  static void check(Network network) {
    NetworkOutput first = network.outputs().get(0);
    for (int i = 1; i < network.outputs().size(); i++) {
      NetworkOutput other = network.outputs().get(i);
      if (other.stride() != first.stride()
          || network.outputLength(i, LONG) != network.outputLength(0, LONG)) {
        throw new UserFault(
            "the outputs cannot stand side by side, they differ in length: "
                + first.name()
                + "="
                + network.outputLength(0, LONG)
                + " rows for "
                + LONG
                + " frames, "
                + other.name()
                + "="
                + network.outputLength(i, LONG));
      }
    }
  }

  @Override
  public void accept(int output, long frame, int framesMissing, float[] values, int offset) {
    waiting.get(output).add(Arrays.copyOfRange(values, offset, offset + widths[output]));
  }

  /** Writes the rows of which every output is there. */
  void write() throws IOException {
    while (waiting.stream().noneMatch(Deque::isEmpty)) {
      int at = 0;
      for (Deque<float[]> output : waiting) {
        float[] values = output.remove();
        System.arraycopy(values, 0, row, at, values.length);
        at += values.length;
      }
      writer.write(row, 0);
      written++;
    }
  }

  long written() {
    return written;
  }
}
