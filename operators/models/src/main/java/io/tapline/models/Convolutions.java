/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Entries.UNKNOWN;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;

/** Convolutions in the files: standard, pointwise, dense and depthwise. */
final class Convolutions {
  static final int DEFAULT_FILTERS = 32;
  static final int DEFAULT_KERNEL_SIZE = 3;
  static final String DEFAULT_PADDING = "same";

  private Convolutions() {}

  static Convolution standard(LayerSource source) {
    Entries entries = source.entries();
    int kernelSize = entries.count("kernel-size", DEFAULT_KERNEL_SIZE);
    int dilation = entries.count("dilation", 1);
    Padding padding = Paddings.read(entries, DEFAULT_PADDING);
    return convolution(source, kernelSize, dilation, padding);
  }

  static Convolution pointwise(LayerSource source) {
    return convolution(source, 1, 1, Padding.CAUSAL);
  }

  private static Convolution convolution(
      LayerSource source, int kernelSize, int dilation, Padding padding) {
    Entries entries = source.entries();
    int filters = entries.count("filters", DEFAULT_FILTERS);
    int stride = entries.count("stride", 1);
    int groups = entries.count("groups", 1);
    Activation activation = ActivationReader.read(entries, "relu");
    boolean bias = entries.flag("use-bias", true);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    long groupInputs = divided(entries, "input channels", source.channels(), groups);
    divided(entries, "filters", filters, groups);
    return new Convolution(
        source.name(),
        filters,
        kernelSize,
        stride,
        dilation,
        groups,
        padding,
        source.tensor("kernel", kernelSize, groupInputs, filters),
        bias ? source.tensor("bias", filters) : Weights.none(),
        activation,
        trainable);
  }

  /** A dense layer of each frame: a pointwise convolution whose kernel has Keras' two axes. */
  static Convolution dense(LayerSource source) {
    Entries entries = source.entries();
    int units = entries.count("units", UNKNOWN);
    if (!entries.has("units")) {
      entries.problem("units is missing");
    }
    Activation activation = ActivationReader.read(entries, "linear");
    boolean bias = entries.flag("use-bias", true);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    return new Convolution(
        source.name(),
        units,
        1,
        1,
        1,
        1,
        Padding.CAUSAL,
        source.tensor("kernel", source.channels(), units),
        bias ? source.tensor("bias", units) : Weights.none(),
        activation,
        trainable);
  }

  static DepthwiseConvolution depthwise(LayerSource source) {
    Entries entries = source.entries();
    int kernelSize = entries.count("kernel-size", DEFAULT_KERNEL_SIZE);
    int multiplier = entries.count("depth-multiplier", 1);
    int stride = entries.count("stride", 1);
    int dilation = entries.count("dilation", 1);
    Padding padding = Paddings.read(entries, DEFAULT_PADDING);
    Activation activation = ActivationReader.read(entries, "relu");
    boolean bias = entries.flag("use-bias", true);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    long channels = source.channels();
    Weights kernel = source.tensor("kernel", kernelSize, channels, multiplier);
    long outputs = channels == UNKNOWN || multiplier == UNKNOWN ? UNKNOWN : channels * multiplier;
    return new DepthwiseConvolution(
        source.name(),
        kernelSize,
        multiplier,
        stride,
        dilation,
        padding,
        kernel,
        bias ? source.tensor("bias", outputs) : Weights.none(),
        activation,
        trainable);
  }

  static long divided(Entries entries, String what, long value, int groups) {
    if (value == UNKNOWN || groups == UNKNOWN) {
      return UNKNOWN;
    }
    if (value % groups != 0) {
      entries.problem(what + " must be a multiple of the groups " + groups, Long.toString(value));
      return UNKNOWN;
    }
    return value / groups;
  }

  static LayerDescription describe(Convolution layer) {
    boolean pointwise =
        layer.kernelSize() == 1 && layer.dilation() == 1 && layer.padding() == Padding.CAUSAL;
    LayerDescription description = new LayerDescription(pointwise ? "pointwise" : "conv1d");
    description.entry("filters", layer.filters());
    if (!pointwise) {
      description.entry("kernel-size", layer.kernelSize());
    }
    strideAndDilation(description, layer.taps());
    description.entryUnless(1, "groups", layer.groups());
    if (!pointwise) {
      description.entry("padding", Paddings.write(layer.padding()));
    }
    int groupInputs = layer.kernel().size() / (layer.kernelSize() * layer.filters());
    return tail(description, layer.activation(), layer.bias(), layer.trainable())
        .tensor("kernel", layer.kernel(), layer.kernelSize(), groupInputs, layer.filters())
        .tensor("bias", layer.bias(), layer.bias().size());
  }

  static LayerDescription describe(DepthwiseConvolution layer) {
    LayerDescription description =
        new LayerDescription("depthwise-conv1d")
            .entry("kernel-size", layer.kernelSize())
            .entryUnless(1, "depth-multiplier", layer.depthMultiplier());
    strideAndDilation(description, layer.taps());
    description.entry("padding", Paddings.write(layer.padding()));
    int inputs = layer.kernel().size() / (layer.kernelSize() * layer.depthMultiplier());
    return tail(description, layer.activation(), layer.bias(), layer.trainable())
        .tensor("kernel", layer.kernel(), layer.kernelSize(), inputs, layer.depthMultiplier())
        .tensor("bias", layer.bias(), layer.bias().size());
  }

  static void strideAndDilation(LayerDescription description, Taps taps) {
    description.entryUnless(1, "stride", taps.stride()).entryUnless(1, "dilation", taps.dilation());
  }

  static LayerDescription tail(
      LayerDescription description, Activation activation, Weights bias, boolean trainable) {
    Activations.write(description, activation);
    return description
        .entryUnless(true, "use-bias", !bias.isEmpty())
        .entryUnless(true, "trainable", trainable);
  }
}
