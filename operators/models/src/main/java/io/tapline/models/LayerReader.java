/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Entries.UNKNOWN;

import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.ActivationLayer;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.DepthwiseConvolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.Padding;
import io.tapline.convolution.layer.Weights;

/**
 * Makes layers of their entries and tensors. It follows the number of channels from layer to layer,
 * as far as problems let it be known, so that every tensor's shape can be checked.
 */
final class LayerReader {
  private static final int DEFAULT_FILTERS = 32;
  private static final int DEFAULT_KERNEL_SIZE = 3;
  private static final float DEFAULT_EPSILON = 1e-3f;

  private final TensorSource tensors;
  private long channels;

  LayerReader(TensorSource tensors, int inputChannels) {
    this.tensors = tensors;
    this.channels = inputChannels;
  }

  /**
   * @param entries the layer's entries
   * @param position counted from 1
   */
  Layer read(Entries entries, int position) {
    String type = entries.text("type");
    String name = entries.text("name", type + "-" + position);
    Entries layer = entries.at("layer=" + name);
    return switch (type) {
      case "conv1d" -> convolution(layer, name);
      case "pointwise" -> convolution(layer, name, 1, 1, Padding.CAUSAL);
      case "depthwise-conv1d" -> depthwise(layer, name);
      case "batch-normalization" -> batchNormalization(layer, name);
      case "activation" -> activationLayer(layer, name);
      default -> unknown(layer, name, type);
    };
  }

  private Layer convolution(Entries entries, String name) {
    int kernelSize = entries.count("kernel-size", DEFAULT_KERNEL_SIZE);
    int dilation = entries.count("dilation", 1);
    Padding padding = padding(entries);
    return convolution(entries, name, kernelSize, dilation, padding);
  }

  private Layer convolution(
      Entries entries, String name, int kernelSize, int dilation, Padding padding) {
    int filters = entries.count("filters", DEFAULT_FILTERS);
    int stride = entries.count("stride", 1);
    int groups = entries.count("groups", 1);
    Activation activation = ActivationReader.read(entries, "relu");
    boolean bias = entries.flag("use-bias", true);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    long groupInputs = divided(entries, "input channels", channels, groups);
    divided(entries, "filters", filters, groups);
    Weights kernel = tensors.take(name + ".kernel", kernelSize, groupInputs, filters);
    channels = filters;
    return new Convolution(
        name,
        filters,
        kernelSize,
        stride,
        dilation,
        groups,
        padding,
        kernel,
        bias ? tensors.take(name + ".bias", filters) : Weights.none(),
        activation,
        trainable);
  }

  private Layer depthwise(Entries entries, String name) {
    int kernelSize = entries.count("kernel-size", DEFAULT_KERNEL_SIZE);
    int multiplier = entries.count("depth-multiplier", 1);
    int stride = entries.count("stride", 1);
    int dilation = entries.count("dilation", 1);
    Padding padding = padding(entries);
    Activation activation = ActivationReader.read(entries, "relu");
    boolean bias = entries.flag("use-bias", true);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    Weights kernel = tensors.take(name + ".kernel", kernelSize, channels, multiplier);
    channels = channels == UNKNOWN || multiplier == UNKNOWN ? UNKNOWN : channels * multiplier;
    return new DepthwiseConvolution(
        name,
        kernelSize,
        multiplier,
        stride,
        dilation,
        padding,
        kernel,
        bias ? tensors.take(name + ".bias", channels) : Weights.none(),
        activation,
        trainable);
  }

  private Layer batchNormalization(Entries entries, String name) {
    float epsilon = entries.number("epsilon", DEFAULT_EPSILON);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    return new BatchNormalization(
        name,
        tensors.take(name + ".gamma", channels),
        tensors.take(name + ".beta", channels),
        tensors.take(name + ".mean", channels),
        tensors.take(name + ".variance", channels),
        epsilon,
        trainable);
  }

  private static Layer activationLayer(Entries entries, String name) {
    if (!entries.has("activation")) {
      entries.problem("activation is missing");
    }
    Activation activation = ActivationReader.read(entries, "linear");
    entries.refuseOtherKeys();
    return new ActivationLayer(name, activation);
  }

  private Layer unknown(Entries entries, String name, String type) {
    if (!type.isEmpty()) {
      entries.problem(
          "type is not known, write conv1d, depthwise-conv1d, pointwise, batch-normalization or"
              + " activation",
          type);
    }
    channels = UNKNOWN;
    return new ActivationLayer(name, Activation.LINEAR);
  }

  /** Without look-ahead there is no {@code same}, and no default. */
  private static Padding padding(Entries entries) {
    if (!entries.has("padding")) {
      entries.problem(
          "padding is missing, and its default, same, needs look-ahead; write causal or valid");
    }
    String padding = entries.text("padding", "causal");
    switch (padding) {
      case "valid":
        return Padding.VALID;
      case "causal", "":
        return Padding.CAUSAL;
      case "same":
        entries.problem("padding needs look-ahead; write causal or valid", padding);
        return Padding.CAUSAL;
      default:
        entries.problem("padding is not known; write causal or valid", padding);
        return Padding.CAUSAL;
    }
  }

  private static long divided(Entries entries, String what, long value, int groups) {
    if (value == UNKNOWN || groups == UNKNOWN) {
      return UNKNOWN;
    }
    if (value % groups != 0) {
      entries.problem(what + " must be a multiple of the groups " + groups, Long.toString(value));
      return UNKNOWN;
    }
    return value / groups;
  }
}
