/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.ActivationLayer;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.DepthwiseConvolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.Taps;
import io.tapline.convolution.layer.Weights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds everything that keeps a list of layers from being a network, and the place of each layer in
 * it.
 */
final class NetworkCheck {
  /** Values a ring or a weight tensor may have at most: what one array and 512 MiB hold. */
  private static final long MAX_VALUES = 1L << 27;

  private static final long MAX_CHANNELS = 65535;

  private final List<String> problems = new ArrayList<>();
  private final List<NetworkLayer> places = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private long channels;
  private long outputStride = 1;
  private double receptiveField = 1;

  /**
   * @return the layers with their channels
   * @throws InvalidNetworkException with every problem
   */
  static List<NetworkLayer> places(int inputChannels, List<Layer> layers) {
    NetworkCheck check = new NetworkCheck();
    check.channels = inputChannels;
    if (inputChannels < 1) {
      check.problems.add("input needs at least one channel: channels=" + inputChannels);
    }
    if (inputChannels > MAX_CHANNELS) {
      check.problems.add(
          "input has too many channels: maximum=" + MAX_CHANNELS + ", got=" + inputChannels);
    }
    if (layers.isEmpty()) {
      check.problems.add("network needs at least one layer: layers=0");
    }
    for (Layer layer : layers) {
      check.add(layer);
    }
    check.checkReach();
    if (!check.problems.isEmpty()) {
      throw new InvalidNetworkException(check.problems);
    }
    return List.copyOf(check.places);
  }

  private void add(Layer layer) {
    int before = problems.size();
    if (!names.add(layer.name())) {
      problems.add("layer names must differ: layer=" + layer.name());
    }
    checkTaps(layer);
    if (layer instanceof Convolution convolution) {
      check(convolution);
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      check(depthwise);
    } else if (layer instanceof BatchNormalization normalization) {
      check(normalization);
    } else if (layer instanceof ActivationLayer activation) {
      checkActivation(layer, activation.activation());
    }
    place(layer, problems.size() == before);
  }

  /**
   * Goes on with what the layer says of its output, even if the layer is at fault: later layers
   * have problems of their own.
   */
  private void place(Layer layer, boolean sound) {
    int input = (int) channels;
    channels = outputChannels(layer);
    if (sound && channels > 0) {
      places.add(new NetworkLayer(layer, input, (int) channels));
      receptiveField += (double) layer.taps().history() * outputStride;
      outputStride = Math.min(outputStride * layer.taps().stride(), 1L << 31);
    }
  }

  private long outputChannels(Layer layer) {
    if (channels < 1) {
      return layer instanceof Convolution convolution ? convolution.filters() : channels;
    }
    long output = layer.outputChannels((int) channels);
    if (output > MAX_CHANNELS) {
      problem("layer has too many output channels", layer, "maximum=" + MAX_CHANNELS, output);
      return MAX_CHANNELS;
    }
    return output;
  }

  private void checkReach() {
    if (receptiveField > Integer.MAX_VALUE || outputStride > Integer.MAX_VALUE) {
      problems.add(
          String.format(
              "network reaches too far back: maximum=%d, receptive field=%.0f, output stride=%d",
              Integer.MAX_VALUE, receptiveField, outputStride));
    }
  }

  private void checkTaps(Layer layer) {
    Taps taps = layer.taps();
    checkPositive(layer, "kernel size", taps.kernelSize());
    checkPositive(layer, "stride", taps.stride());
    checkPositive(layer, "dilation", taps.dilation());
    if (taps.kernelSize() > 0 && taps.dilation() > 0 && channels > 0) {
      double floats = (double) taps.history() * channels;
      if (floats > MAX_VALUES) {
        problems.add(
            "ring is too large: layer="
                + layer.name()
                + ", maximum="
                + MAX_VALUES
                + ", got="
                + taps.history()
                + " frames x "
                + channels);
      }
    }
  }

  private void check(Convolution layer) {
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

  private void check(DepthwiseConvolution layer) {
    checkActivation(layer, layer.activation());
    if (checkPositive(layer, "depth multiplier", layer.depthMultiplier()) && channels > 0) {
      double outputs = product(1, channels, layer.depthMultiplier());
      checkSize(layer, "kernel", layer.kernel(), outputs * layer.kernelSize());
      checkOptionalSize(layer, "bias", layer.bias(), outputs);
    }
  }

  private void check(BatchNormalization layer) {
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
