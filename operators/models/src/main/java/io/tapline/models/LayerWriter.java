/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.collapse.Repetition;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.merge.Where;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.SimpleRnn;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.layer.shape.TimeReversal;
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
    add(Where.class, ArithmeticLayers::describe);
    add(Concatenation.class, layer -> new LayerDescription("concatenate"));
    add(ChannelSelection.class, ChannelLayers::describe);
    add(ChannelReduction.class, ChannelLayers::describe);
    add(TimePadding.class, TimeLayers::describe);
    add(TimeCollapse.class, TimeLayers::describe);
    add(Repetition.class, TimeLayers::describe);
    add(TimeReversal.class, layer -> new LayerDescription("time-reversal"));
    add(Lstm.class, RecurrentLayers::describe);
    add(Gru.class, RecurrentLayers::describe);
    add(SimpleRnn.class, RecurrentLayers::describe);
    add(PlaneConvolution.class, PlaneConvolutions::describe);
    add(PlaneDepthwiseConvolution.class, PlaneConvolutions::describe);
    add(PlanePooling.class, PlaneLayers::describe);
    add(HeightReduction.class, PlaneLayers::describe);
    add(Reframe.class, PlaneLayers::describe);
  }

  private LayerWriter() {}

  static LayerDescription describe(Layer layer) {
    return CLASSES.get(layer.getClass()).apply(layer);
  }

  private static <L extends Layer> void add(Class<L> type, Function<L, LayerDescription> describe) {
    CLASSES.put(type, layer -> describe.apply(type.cast(layer)));
  }
}
