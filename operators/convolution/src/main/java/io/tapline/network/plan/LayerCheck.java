/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import java.util.List;

/** Finds what keeps a single layer from being what it says, given the channels of its inputs. */
final class LayerCheck {
  /** Positions of padding that a side may have: more is a mistake, and costs memory at the end. */
  private static final int MAX_PADDING = 1 << 20;

  private final List<String> problems;

  LayerCheck(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Notes every problem of the layer.
   *
   * @param inputChannels channels of each input; 0 where an earlier problem hides them
   * @return whether there is none
   */
  boolean check(Layer layer, int... inputChannels) {
    int before = problems.size();
    checkTaps(layer);
    int channels = inputChannels.length == 0 ? 0 : inputChannels[0];
    if (layer instanceof Convolution convolution) {
      check(convolution, channels);
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      check(depthwise, channels);
    } else if (layer instanceof BatchNormalization normalization) {
      check(normalization, channels);
    } else if (layer instanceof ActivationLayer activation) {
      checkActivation(layer, activation.activation());
    } else if (layer instanceof Pooling pooling) {
      check(pooling);
    } else if (layer instanceof LayerNormalization normalization) {
      check(normalization, channels);
    } else if (layer instanceof ParametricRelu relu) {
      checkOneOrEach(layer, "alpha", relu.alpha(), channels);
    } else if (layer instanceof ConstantArithmetic arithmetic) {
      checkOneOrEach(layer, "constant", arithmetic.constants(), channels);
    } else if (layer instanceof ChannelSelection selection) {
      check(selection, channels);
    } else if (layer instanceof TimePadding padding) {
      if (Float.isNaN(padding.value())) {
        problems.add("value that pads must be a number: layer=" + layer.name() + ", value=NaN");
      }
    } else if (layer instanceof Merge || layer instanceof Concatenation) {
      checkBranches(layer, inputChannels);
    }
    return problems.size() == before;
  }

  /** The channels of a layer's output, as far as they may be: more is noted as a problem. */
  int limitedChannels(Layer layer, long channels, long maximum) {
    if (channels > maximum) {
      problems.add(
          "layer has too many output channels: layer="
              + layer.name()
              + ", maximum="
              + maximum
              + ", got="
              + channels);
      return (int) maximum;
    }
    return (int) Math.max(0, channels);
  }

  private void checkTaps(Layer layer) {
    Taps taps = layer.taps();
    checkPositive(layer, "kernel size", taps.kernelSize());
    checkPositive(layer, "stride", taps.stride());
    checkPositive(layer, "dilation", taps.dilation());
    checkPadding(layer, taps.padding().left());
    checkPadding(layer, taps.padding().right());
  }

  private void checkPadding(Layer layer, int positions) {
    if (Math.abs((long) positions) > MAX_PADDING) {
      problem("padding is too large", layer, "maximum=" + MAX_PADDING, positions);
    }
    if (positions < 0 && !(layer instanceof TimePadding)) {
      problem("padding must not be negative", layer, "minimum=0", positions);
    }
  }

  private void check(Convolution layer, int channels) {
    checkActivation(layer, layer.activation());
    boolean positive =
        checkPositive(layer, "filters", layer.filters())
            & checkPositive(layer, "groups", layer.groups());
    if (positive && channels > 0) {
      checkDivisible(layer, "input channels", channels, layer.groups());
      checkDivisible(layer, "filters", layer.filters(), layer.groups());
      long groupInputs = channels / layer.groups();
      checkSize(
          layer,
          "kernel",
          layer.kernel(),
          product(layer.kernelSize(), groupInputs, layer.filters()));
    }
    checkOptionalSize(layer, "bias", layer.bias(), layer.filters());
  }

  private void check(DepthwiseConvolution layer, int channels) {
    checkActivation(layer, layer.activation());
    if (checkPositive(layer, "depth multiplier", layer.depthMultiplier()) && channels > 0) {
      double outputs = product(1, channels, layer.depthMultiplier());
      checkSize(layer, "kernel", layer.kernel(), outputs * layer.kernelSize());
      checkOptionalSize(layer, "bias", layer.bias(), outputs);
    }
  }

  private void check(BatchNormalization layer, int channels) {
    if (!Float.isFinite(layer.epsilon())) {
      problems.add(
          "epsilon must be finite: layer=" + layer.name() + ", epsilon=" + layer.epsilon());
      return;
    }
    if (channels > 0) {
      checkSize(layer, "gamma", layer.gamma(), channels);
      checkSize(layer, "beta", layer.beta(), channels);
      checkSize(layer, "mean", layer.mean(), channels);
      checkSize(layer, "variance", layer.variance(), channels);
    }
    for (int c = 0; c < layer.variance().size(); c++) {
      float variance = layer.variance().get(c);
      if (!((double) variance + layer.epsilon() > 0)) {
        problems.add(
            "variance plus epsilon must be positive: layer="
                + layer.name()
                + ", channel="
                + c
                + ", variance="
                + variance
                + ", epsilon="
                + layer.epsilon());
        return;
      }
    }
  }

  private void check(Pooling layer) {
    Taps taps = layer.taps();
    long history = taps.history();
    if (taps.left() > history || taps.right() > history) {
      problem(
          "padding of a pool must be less than it spans",
          layer,
          "maximum=" + history,
          Math.max(taps.left(), taps.right()));
    }
  }

  private void check(LayerNormalization layer, int channels) {
    if (channels > 0) {
      checkOptionalSize(layer, "gamma", layer.gamma(), channels);
      checkOptionalSize(layer, "beta", layer.beta(), channels);
    }
    if (!(layer.epsilon() >= 0) || !Float.isFinite(layer.epsilon())) {
      problem("epsilon must be 0 or more", layer, "minimum=0", layer.epsilon());
    }
  }

  private void check(ChannelSelection layer, int channels) {
    if (layer.channels().isEmpty()) {
      problems.add("selection needs at least one channel: layer=" + layer.name());
    }
    for (int channel : layer.channels()) {
      if (channels > 0 && (channel < 0 || channel >= channels)) {
        problem("selected channel does not exist", layer, "channels=" + channels, channel);
        return;
      }
    }
  }

  private void checkBranches(Layer layer, int... inputChannels) {
    int widest = 1;
    for (int channels : inputChannels) {
      if (channels == 0) {
        return;
      }
      widest = Math.max(widest, channels);
    }
    for (int channels : inputChannels) {
      if (layer instanceof Merge && channels != 1 && channels != widest) {
        problem("branches must have equal channels, or one", layer, "expected=" + widest, channels);
      }
    }
  }

  private void checkOneOrEach(Layer layer, String what, Weights weights, int channels) {
    if (channels > 0 && weights.size() != 1) {
      boolean widens = layer instanceof ConstantArithmetic && channels == 1 && !weights.isEmpty();
      checkSize(layer, what, weights, widens ? weights.size() : channels);
    } else {
      checkFinite(layer, what, weights);
    }
  }

  private void checkActivation(Layer layer, Activation activation) {
    activation
        .parameters()
        .forEach(
            (name, value) -> {
              if (!Float.isFinite(value)) {
                problems.add(
                    name + " must be finite: layer=" + layer.name() + ", " + name + "=" + value);
              }
            });
    if (activation.kind() == Activation.Kind.CELU && activation.alpha() == 0) {
      problems.add("alpha of celu must not be 0: layer=" + layer.name());
    }
  }

  private boolean checkPositive(Layer layer, String what, int value) {
    if (value < 1) {
      problems.add(what + " must be at least 1: layer=" + layer.name() + ", got=" + value);
    }
    return value > 0;
  }

  private void checkDivisible(Layer layer, String what, long value, int groups) {
    if (value % groups != 0) {
      problems.add(
          what
              + " must be a multiple of the groups: layer="
              + layer.name()
              + ", groups="
              + groups
              + ", got="
              + value);
    }
  }

  private void checkOptionalSize(Layer layer, String what, Weights weights, double expected) {
    if (!weights.isEmpty()) {
      checkSize(layer, what, weights, expected);
    }
  }

  private void checkSize(Layer layer, String what, Weights weights, double expected) {
    if (weights.size() != expected) {
      problem(
          what + " values do not fit the layer",
          layer,
          String.format("expected=%.0f", expected),
          weights.size());
    }
    checkFinite(layer, what, weights);
  }

  private void checkFinite(Layer layer, String what, Weights weights) {
    for (int i = 0; i < weights.size(); i++) {
      if (!Float.isFinite(weights.get(i))) {
        problem(what + " values must be finite", layer, "index=" + i, weights.get(i));
        return;
      }
    }
  }

  private void problem(String condition, Layer layer, String expected, Number got) {
    problems.add(condition + ": layer=" + layer.name() + ", " + expected + ", got=" + got);
  }

  /** In float64, where no product of three sizes overflows. */
  private static double product(long first, long second, long third) {
    return (double) first * second * third;
  }
}
