/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.ActivationLayer;
import io.tapline.network.layer.BatchNormalization;
import io.tapline.network.layer.ChannelReduction;
import io.tapline.network.layer.ChannelSelection;
import io.tapline.network.layer.Concatenation;
import io.tapline.network.layer.ConstantArithmetic;
import io.tapline.network.layer.Convolution;
import io.tapline.network.layer.DepthwiseConvolution;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerNormalization;
import io.tapline.network.layer.Merge;
import io.tapline.network.layer.ParametricRelu;
import io.tapline.network.layer.Pooling;
import io.tapline.network.layer.Softmax;
import io.tapline.network.layer.TimeCollapse;
import io.tapline.network.layer.TimePadding;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Describes layers of every class as they stand in the files. */
final class LayerWriter {
  private static final Map<Class<?>, Function<Layer, LayerDescription>> CLASSES = new HashMap<>();

  static {
    add(Convolution.class, Convolutions::describe);
    add(DepthwiseConvolution.class, Convolutions::describe);
    add(BatchNormalization.class, Normalizations::describe);
    add(LayerNormalization.class, Normalizations::describe);
    add(ActivationLayer.class, Activations::describe);
    add(ParametricRelu.class, Activations::describe);
    add(Softmax.class, Activations::describe);
    add(Pooling.class, Poolings::describe);
    add(ConstantArithmetic.class, ArithmeticLayers::describe);
    add(Merge.class, ArithmeticLayers::describe);
    add(Concatenation.class, layer -> new LayerDescription("concatenate"));
    add(ChannelSelection.class, ChannelLayers::describe);
    add(ChannelReduction.class, ChannelLayers::describe);
    add(TimePadding.class, TimeLayers::describe);
    add(TimeCollapse.class, TimeLayers::describe);
  }

  private LayerWriter() {}

  static LayerDescription describe(Layer layer) {
    return CLASSES.get(layer.getClass()).apply(layer);
  }

  private static <L extends Layer> void add(Class<L> type, Function<L, LayerDescription> describe) {
    CLASSES.put(type, layer -> describe.apply(type.cast(layer)));
  }
}
