/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Entries.UNKNOWN;

import io.tapline.network.layer.Weights;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;

/** Convolutions of planes in the files: those of frames, and taps over the height axis. */
final class PlaneConvolutions {

  private PlaneConvolutions() {}

  static PlaneConvolution standard(LayerSource source) {
    Entries entries = source.entries();
    HeightTaps height = PlaneLayers.height(source);
    PlaneConvolution.Builder layer =
        PlaneConvolution.named(source.name())
            .stride(entries.count("stride", 1))
            .dilation(entries.count("dilation", 1))
            .padding(Paddings.read(entries, Convolutions.DEFAULT_PADDING))
            .height(height)
            .activation(ActivationReader.read(entries, "relu"))
            .trainable(entries.flag("trainable", true));
    int kernelSize = entries.count("kernel-size", Convolutions.DEFAULT_KERNEL_SIZE);
    int filters = entries.count("filters", Convolutions.DEFAULT_FILTERS);
    int groups = entries.count("groups", 1);
    boolean bias = entries.flag("use-bias", true);
    entries.refuseOtherKeys();
    long groupInputs = Convolutions.divided(entries, "input channels", source.channels(), groups);
    Convolutions.divided(entries, "filters", filters, groups);
    Weights kernel = source.tensor("kernel", kernelSize, height.kernelSize(), groupInputs, filters);
    return layer
        .kernelSize(kernelSize)
        .filters(filters)
        .groups(groups)
        .kernel(kernel.toArray())
        .bias(bias(source, bias, filters))
        .build();
  }

  static PlaneDepthwiseConvolution depthwise(LayerSource source) {
    Entries entries = source.entries();
    HeightTaps height = PlaneLayers.height(source);
    PlaneDepthwiseConvolution.Builder layer =
        PlaneDepthwiseConvolution.named(source.name())
            .stride(entries.count("stride", 1))
            .dilation(entries.count("dilation", 1))
            .padding(Paddings.read(entries, Convolutions.DEFAULT_PADDING))
            .height(height)
            .activation(ActivationReader.read(entries, "relu"))
            .trainable(entries.flag("trainable", true));
    int kernelSize = entries.count("kernel-size", Convolutions.DEFAULT_KERNEL_SIZE);
    int multiplier = entries.count("depth-multiplier", 1);
    boolean bias = entries.flag("use-bias", true);
    entries.refuseOtherKeys();
    long channels = source.channels();
    Weights kernel = source.tensor("kernel", kernelSize, height.kernelSize(), channels, multiplier);
    long outputs = channels == UNKNOWN || multiplier == UNKNOWN ? UNKNOWN : channels * multiplier;
    return layer
        .kernelSize(kernelSize)
        .depthMultiplier(multiplier)
        .kernel(kernel.toArray())
        .bias(bias(source, bias, outputs))
        .build();
  }

  private static float[] bias(LayerSource source, boolean there, long count) {
    return there ? source.tensor("bias", count).toArray() : new float[0];
  }

  static LayerDescription describe(PlaneConvolution layer) {
    LayerDescription description =
        new LayerDescription("conv2d")
            .entry("filters", layer.filters())
            .entry("kernel-size", layer.kernelSize());
    Convolutions.strideAndDilation(description, layer.taps());
    description
        .entryUnless(1, "groups", layer.groups())
        .entry("padding", Paddings.write(layer.padding()));
    PlaneLayers.write(description, layer.height());
    int taps = layer.kernelSize() * layer.height().kernelSize();
    int groupInputs = layer.kernel().size() / (taps * layer.filters());
    return Convolutions.tail(description, layer.activation(), layer.bias(), layer.trainable())
        .tensor(
            "kernel",
            layer.kernel(),
            layer.kernelSize(),
            layer.height().kernelSize(),
            groupInputs,
            layer.filters())
        .tensor("bias", layer.bias(), layer.bias().size());
  }

  static LayerDescription describe(PlaneDepthwiseConvolution layer) {
    LayerDescription description =
        new LayerDescription("depthwise-conv2d")
            .entry("kernel-size", layer.kernelSize())
            .entryUnless(1, "depth-multiplier", layer.depthMultiplier());
    Convolutions.strideAndDilation(description, layer.taps());
    description.entry("padding", Paddings.write(layer.padding()));
    PlaneLayers.write(description, layer.height());
    int taps = layer.kernelSize() * layer.height().kernelSize();
    int inputs = layer.kernel().size() / (taps * layer.depthMultiplier());
    return Convolutions.tail(description, layer.activation(), layer.bias(), layer.trainable())
        .tensor(
            "kernel",
            layer.kernel(),
            layer.kernelSize(),
            layer.height().kernelSize(),
            inputs,
            layer.depthMultiplier())
        .tensor("bias", layer.bias(), layer.bias().size());
  }
}
