/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import io.tapline.network.function.Activation;
import java.util.List;

/** Takes the problems of one layer, and finds those that layers of many kinds may have. */
public final class LayerProblems {
  /** Positions of padding that a side may have: more is a mistake, and costs memory at the end. */
  private static final int MAX_PADDING = 1 << 20;

  private final Layer layer;
  private final List<String> problems;

  LayerProblems(Layer layer, List<String> problems) {
    this.layer = layer;
    this.problems = problems;
  }

  /** Adds {@code condition: layer=…}. */
  public void add(String condition) {
    problems.add(condition + ": layer=" + layer.name());
  }

  /** Adds {@code condition: layer=…, details}. */
  public void add(String condition, String details) {
    problems.add(condition + ": layer=" + layer.name() + ", " + details);
  }

  /** Adds {@code condition: layer=…, expected, got=…}. */
  public void add(String condition, String expected, Number got) {
    add(condition, expected + ", got=" + got);
  }

  /** Adds what is wrong with taps. */
  void checkTaps(Taps taps, boolean crops) {
    checkPositive("kernel size", taps.kernelSize());
    checkPositive("stride", taps.stride());
    checkPositive("dilation", taps.dilation());
    checkPadding(taps.padding().left(), crops);
    checkPadding(taps.padding().right(), crops);
  }

  private void checkPadding(int positions, boolean crops) {
    if (Math.abs((long) positions) > MAX_PADDING) {
      add("padding is too large", "maximum=" + MAX_PADDING, positions);
    }
    if (positions < 0 && !crops) {
      add("padding must not be negative", "minimum=0", positions);
    }
  }

  /** Adds an input that is a plane. */
  void checkNoPlane(FrameShape input) {
    if (input.isPlane()) {
      add(
          "layer cannot read planes, flatten the height axis before it",
          "type=" + layer.type() + ", height=" + input.height() + ", channels=" + input.channels());
    }
  }

  /** Adds inputs whose heights differ; returns whether all have one. */
  public boolean checkEqualHeights(List<FrameShape> inputs) {
    List<Long> heights = inputs.stream().map(FrameShape::height).toList();
    if (heights.stream().distinct().count() > 1) {
      add("branches must have equal heights", "heights=" + heights);
      return false;
    }
    return true;
  }

  /** Adds a value that is less than 1; returns whether it is not. */
  public boolean checkPositive(String what, int value) {
    if (value < 1) {
      add(what + " must be at least 1", "got=" + value);
    }
    return value > 0;
  }

  /** Adds a value that is no multiple of the groups. */
  public void checkDivisible(String what, long value, int groups) {
    if (value % groups != 0) {
      add(what + " must be a multiple of the groups", "groups=" + groups, value);
    }
  }

  /** Adds weights that are not as many as expected, or not finite. */
  public void checkSize(String what, Weights weights, double expected) {
    if (weights.size() != expected) {
      add(
          what + " values do not fit the layer",
          String.format("expected=%.0f", expected),
          weights.size());
    }
    checkFinite(what, weights);
  }

  /** As {@link #checkSize}, unless there are no weights at all. */
  public void checkOptionalSize(String what, Weights weights, double expected) {
    if (!weights.isEmpty()) {
      checkSize(what, weights, expected);
    }
  }

  /**
   * As {@link #checkSize}, for one weight for all channels or one for each; on planes also for one
   * for each value.
   */
  public void checkOneOrEach(String what, Weights weights, FrameShape input) {
    boolean each = input.isPlane() && weights.size() == input.values();
    if (input.isKnown() && weights.size() != 1 && !each) {
      checkSize(what, weights, input.channels());
    } else {
      checkFinite(what, weights);
    }
  }

  /** Adds the first weight that is not finite. */
  public void checkFinite(String what, Weights weights) {
    for (int i = 0; i < weights.size(); i++) {
      if (!Float.isFinite(weights.get(i))) {
        add(what + " values must be finite", "index=" + i, weights.get(i));
        return;
      }
    }
  }

  /** Adds parameters of an activation that are not finite or make no function. */
  public void checkActivation(Activation activation) {
    activation
        .parameters()
        .forEach(
            (name, value) -> {
              if (!Float.isFinite(value)) {
                add(name + " must be finite", name + "=" + value);
              }
            });
    if (activation.kind() == Activation.Kind.CELU && activation.alpha() == 0) {
      add("alpha of celu must not be 0");
    }
  }
}
