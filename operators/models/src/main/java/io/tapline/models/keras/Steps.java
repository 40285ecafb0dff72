/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Adds layers of the network that one layer of the file is made of: all but the last of them are
 * called {@code name/step-1} and so on.
 */
final class Steps {
  private final LayerContext layer;
  private final String name;
  private int count;

  /**
   * @param name what the last layer is called
   */
  Steps(LayerContext layer, String name) {
    this.layer = layer;
    this.name = name;
  }

  Steps(LayerContext layer) {
    this(layer, layer.name());
  }

  /** Gives the result the layer's name: must be called once, with the last step. */
  Signal last(Function<String, Layer> step, Signal... inputs) throws UnsupportedLayerException {
    return inputs[0].from(add(step.apply(name), inputs));
  }

  private Signal next(Function<String, Layer> step, Signal... inputs)
      throws UnsupportedLayerException {
    count++;
    return inputs[0].from(add(step.apply(name + "/step-" + count), inputs));
  }

  private String add(Layer step, Signal... inputs) throws UnsupportedLayerException {
    String[] sources = new String[inputs.length];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = inputs[i].source();
    }
    return layer.add(step, sources);
  }

  Signal apply(Activation activation, Signal input) throws UnsupportedLayerException {
    return next(of(activation), input);
  }

  Signal constant(Arithmetic operation, float constant, Signal input)
      throws UnsupportedLayerException {
    return next(of(operation, constant), input);
  }

  Signal merge(Arithmetic operation, Signal first, Signal second) throws UnsupportedLayerException {
    return next(of(operation), first, second)
        .withChannels(Math.max(first.channels(), second.channels()));
  }

  Signal reduce(Reduction kind, Signal input) throws UnsupportedLayerException {
    return next(part -> new ChannelReduction(part, kind), input).withChannels(1);
  }

  /** The channels {@code from} to {@code from + count}, exclusive. */
  Signal select(int from, int channels, Signal input) throws UnsupportedLayerException {
    return next(
            part ->
                new ChannelSelection(part, IntStream.range(from, from + channels).boxed().toList()),
            input)
        .withChannels(channels);
  }

  Signal softmax(Signal input) throws UnsupportedLayerException {
    return next(part -> new Softmax(part, false), input);
  }

  static Function<String, Layer> of(Activation activation) {
    return part -> new ActivationLayer(part, activation);
  }

  static Function<String, Layer> of(Arithmetic operation) {
    return part -> new Merge(part, operation);
  }

  static Function<String, Layer> of(Arithmetic operation, float constant) {
    return part -> new ConstantArithmetic(part, operation, Weights.of(constant), false, false);
  }
}
