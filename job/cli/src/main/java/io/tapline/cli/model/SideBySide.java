/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.model;

import io.tapline.cli.UserFault;
import io.tapline.cli.arrays.RowWriter;
import io.tapline.network.Network;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.network.run.OutputSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Makes one row of the outputs of the same index, of which one may come later than the other. */
final class SideBySide implements OutputSink {

  /** Long enough that the differing lengths of long recordings show. */
  private static final int LONG = 1 << 20;

  private static final int MOST_LENGTHS = 1 << 10;

  private final List<String> names;
  private final List<Deque<float[]>> waiting = new ArrayList<>();
  private final int[] widths;
  private final RowWriter writer;
  private final float[] row;
  private long written;

  SideBySide(Network network, RowWriter writer) {
    this.writer = writer;
    names = network.outputs().stream().map(NetworkOutput::name).toList();
    widths = network.outputs().stream().mapToInt(NetworkOutput::channels).toArray();
    for (int i = 0; i < widths.length; i++) {
      waiting.add(new ArrayDeque<>());
    }
    row = new float[Arrays.stream(widths).sum()];
  }

  /**
   * Checks that the outputs have equally many rows for a long recording, whatever its length leaves
   * over by their stride.
   *
   * @throws UserFault if not
   */
  static void check(Network network) {
    long lengths = Math.min(network.outputs().get(0).stride(), MOST_LENGTHS);
    for (int i = 1; i < network.outputs().size(); i++) {
      for (long frames = LONG; frames < LONG + lengths; frames++) {
        long expected = network.outputLength(0, frames);
        long rows = network.outputLength(i, frames);
        if (rows != expected) {
          throw new UserFault(
              "the outputs cannot stand side by side, they differ in length: frames="
                  + frames
                  + ", rows of "
                  + network.outputs().get(0).name()
                  + "="
                  + expected
                  + ", rows of "
                  + network.outputs().get(i).name()
                  + "="
                  + rows);
        }
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

  /**
   * Checks, at the end, that no output had more rows than another, as for a recording that is
   * shorter than what a layer cuts off.
   *
   * @throws UserFault if one had
   */
  void checkComplete() {
    if (waiting.stream().allMatch(Deque::isEmpty)) {
      return;
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      rows.add("rows of " + names.get(i) + "=" + (written + waiting.get(i).size()));
    }
    throw new UserFault(
        "the outputs cannot stand side by side, they differ in length for this recording: "
            + String.join(", ", rows));
  }

  long written() {
    return written;
  }
}
