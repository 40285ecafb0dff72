/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.plane.Reframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Signals as layers take them: frames of channels, or planes. */
final class Planes {
  private static final Set<String> TAKEN_BY =
      Set.of(
          "Conv2D",
          "Convolution2D",
          "DepthwiseConv2D",
          "SeparableConv2D",
          "MaxPooling2D",
          "AveragePooling2D",
          "GlobalMaxPooling2D",
          "GlobalAveragePooling2D",
          "ZeroPadding2D",
          "Cropping2D",
          "Dense",
          "BatchNormalization",
          "BatchNormalizationV1",
          "BatchNormalizationV2",
          "SyncBatchNormalization",
          "LayerNormalization",
          "Normalization",
          "Rescaling",
          "Activation",
          "ReLU",
          "LeakyReLU",
          "ThresholdedReLU",
          "ELU",
          "Softmax",
          "PReLU",
          "Flatten",
          "Reshape",
          "Permute",
          "Add",
          "Subtract",
          "Multiply",
          "Maximum",
          "Minimum",
          "Average",
          "Concatenate",
          "Dropout",
          "AlphaDropout",
          "SpatialDropout2D",
          "GaussianDropout",
          "GaussianNoise",
          "ActivityRegularization",
          "Identity");

  /** Layers that do with the frames what they need themselves. */
  private static final Set<String> FRAME_THEMSELVES =
      Set.of(
          "Conv2D",
          "Convolution2D",
          "DepthwiseConv2D",
          "SeparableConv2D",
          "MaxPooling2D",
          "AveragePooling2D",
          "ZeroPadding2D",
          "Cropping2D",
          "Dense",
          "BatchNormalization",
          "BatchNormalizationV1",
          "BatchNormalizationV2",
          "SyncBatchNormalization",
          "LayerNormalization",
          "Flatten",
          "Reshape",
          "Permute",
          "Concatenate",
          "Dropout",
          "AlphaDropout",
          "SpatialDropout2D",
          "GaussianDropout",
          "GaussianNoise",
          "ActivityRegularization",
          "Identity");

  /** Operations that would take positions of a height for values of a frame. */
  private static final Set<String> OPERATORS_OF_FRAMES = Set.of("get_item", "std", "var");

  private Planes() {}

  /**
   * The inputs of a layer as it takes them.
   *
   * @throws UnsupportedLayerException if one is of planes, and the layer takes none
   */
  static List<Signal> taken(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    boolean operator = Operators.isOperator(config);
    boolean takes =
        operator
            ? !OPERATORS_OF_FRAMES.contains(Operators.nameOf(config))
            : TAKEN_BY.contains(config.type());
    if (takes && !operator && FRAME_THEMSELVES.contains(config.type())) {
      return inputs;
    }
    List<Signal> taken = new ArrayList<>();
    for (Signal input : inputs) {
      if (input.isPlane() && !takes) {
        layer.draft().misread();
        throw config.problem(
            "layer takes frames of channels, and no planes of a height and channels",
            "input=" + input.shape());
      }
      int before = taken.size();
      String name = layer.part(before == 0 ? "planes" : "planes-" + (before + 1));
      taken.add(framed(layer, input, name));
    }
    return taken;
  }

  /** Frames that the network sees as the signal's axes are. */
  static Signal framed(LayerContext layer, Signal signal, String name)
      throws UnsupportedLayerException {
    return signal.framed() == signal.height()
        ? signal
        : signal.from(
            layer.add(new Reframe(name, signal.height(), signal.channels()), signal.source()),
            signal.height());
  }

  /** Branches whose planes have their height on the axis on which the first one has it. */
  static List<Signal> alike(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    Signal first = inputs.get(0);
    List<Signal> alike = new ArrayList<>();
    for (Signal input : inputs) {
      boolean turned =
          first.isPlane()
              && input.isPlane()
              && input.axes().size() == first.axes().size()
              && input.axes().indexOf(Axis.HEIGHT) == first.axes().indexOf(Axis.CHANNELS);
      String name = layer.part("planes-" + (alike.size() + 1));
      alike.add(
          turned
              ? Plane.of(layer.config(), input, first.axes().indexOf(Axis.CHANNELS))
                  .framed(layer, name)
                  .signal()
              : input);
    }
    return alike;
  }

  /** All values of a frame side by side, as they are in the network. */
  static Signal flat(LayerContext layer, Signal signal, String name)
      throws UnsupportedLayerException {
    return signal.framed() == 1
        ? signal
        : signal.from(layer.add(new Reframe(name, 1, signal.values()), signal.source()), 1);
  }

  /**
   * Whether a two-dimensional layer works on planes: frames that are more than channels beside an
   * axis of size 1.
   *
   * @param input its axes, the channels last
   */
  static boolean isImage(LayerConfig config, Signal input) {
    List<Axis> axes = input.axes();
    return config.type().contains("2D")
        && axes.size() == 3
        && axes.indexOf(Axis.TIME) >= 0
        && axes.indexOf(Axis.TIME) < 2
        && (input.isPlane() || axes.get(2) == Axis.SINGLE && axes.contains(Axis.CHANNELS));
  }
}
