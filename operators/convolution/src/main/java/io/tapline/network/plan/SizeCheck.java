/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.layer.Execution;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.stage.RingShape;
import java.util.List;

/**
 * Finds what would make a network need more memory than a task can be expected to have: before any
 * of it is allocated.
 */
final class SizeCheck {
  /** Values that all rings, buffers and scratch may have in all: 128 MiB. */
  private static final long MAX_VALUES = 1L << 25;

  /** Input frames that an output may see: a byte or two are kept of each for every device. */
  private static final long MAX_FRAMES = 1L << 24;

  private final List<String> problems;
  private double sum;
  private double largest;
  private String largestLayer = "";

  SizeCheck(List<String> problems) {
    this.problems = problems;
  }

  /** Notes a warm-up that no device can keep counts of. */
  static void checkWarmUp(int frames, List<String> problems) {
    if (frames < 1 || frames > MAX_FRAMES) {
      problems.add("warm-up must be 1 to " + MAX_FRAMES + " frames: warm-up=" + frames);
    }
  }

  /** Notes what is wrong of one layer. */
  void check(NetworkLayer placed) {
    String layer = placed.layer().name();
    for (RingShape ring : placed.rings()) {
      if ((double) ring.frames() * ring.width() > MAX_VALUES) {
        problems.add(
            "ring is too large: layer="
                + layer
                + ", maximum="
                + MAX_VALUES
                + ", got="
                + ring.frames()
                + " frames x "
                + ring.width());
        return;
      }
    }
    StreamTiming timing = placed.output().timing();
    if (tooMuch("network reaches too far back", layer, MAX_FRAMES, timing.receptiveField())
        | tooMuch("network waits too long for an output", layer, MAX_FRAMES, timing.lead())
        | tooMuch("output stride is too long", layer, Integer.MAX_VALUE, timing.stride())) {
      return;
    }
    double values = values(placed);
    sum += values;
    if (values > largest) {
      largest = values;
      largestLayer = layer;
    }
  }

  private boolean tooMuch(String condition, String layer, long maximum, long got) {
    if (got > maximum) {
      problems.add(condition + ": layer=" + layer + ", maximum=" + maximum + ", got=" + got);
    }
    return got > maximum;
  }

  /** Notes where all layers together are too much. */
  void checkSum() {
    if (sum > MAX_VALUES) {
      problems.add(
          String.format(
              "network needs too much memory: maximum values=%d, got=%.0f, largest layer=%s, its"
                  + " values=%.0f",
              MAX_VALUES, sum, largestLayer, largest));
    }
  }

  /** In float64, where no product of sizes overflows. */
  private static double values(NetworkLayer placed) {
    StreamShape output = placed.output();
    double frames = output.mostFrames();
    double values = placed.stateFloats() + frames * output.values() + placed.scratchValues();
    for (StreamShape input : placed.inputs()) {
      if (placed.role() == LayerKind.Role.COLLAPSE || isSharedByWindows(placed, input)) {
        values += 2.0 * input.windowFrames() * input.values();
      } else if (placed.inputs().size() > 1) {
        values += frames * input.values();
      } else {
        values += (double) placed.taps().kernelSize() * input.values();
      }
    }
    return values;
  }

  private static boolean isSharedByWindows(NetworkLayer placed, StreamShape input) {
    return placed.execution().isInsideWindow() && input.is(Execution.STREAMED);
  }
}
