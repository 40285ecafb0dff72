/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.activation.Softmax;

/** Activations that take layers of their own. */
final class CompositeActivations {

  private CompositeActivations() {}

  static Signal softmax(LayerContext layer, Signal input, String name)
      throws UnsupportedLayerException {
    Requirements.channelsLast(layer.config(), input);
    return new Steps(layer, name).last(part -> new Softmax(part, false), input);
  }

  static Signal logSoftmax(LayerContext layer, Signal input, String name)
      throws UnsupportedLayerException {
    Requirements.channelsLast(layer.config(), input);
    return new Steps(layer, name).last(part -> new Softmax(part, true), input);
  }

  /** The first half of the channels, times the sigmoid of the second. */
  static Signal gated(LayerContext layer, Signal input, String name)
      throws UnsupportedLayerException {
    Requirements.channelsLast(layer.config(), input);
    if (input.channels() % 2 != 0) {
      throw layer
          .config()
          .problem("glu needs an even number of channels", "channels=" + input.channels());
    }
    int half = input.channels() / 2;
    Steps steps = new Steps(layer, name);
    Signal values = steps.select(0, half, input);
    Signal gate = steps.apply(Activation.SIGMOID, steps.select(half, half, input));
    return steps.last(Steps.of(Arithmetic.MULTIPLY), values, gate);
  }

  /** 0 up to −1, (x + 1)² / 4 from there to 1, then x. */
  static Signal sparsePlus(LayerContext layer, Signal input, String name)
      throws UnsupportedLayerException {
    Steps steps = new Steps(layer, name);
    Signal within = steps.apply(Activation.clip(-1f, 1f), input);
    Signal square = steps.apply(Activation.SQUARE, steps.constant(Arithmetic.ADD, 1f, within));
    Signal bend = steps.constant(Arithmetic.MULTIPLY, 0.25f, square);
    Signal above = steps.apply(Activation.RELU, steps.constant(Arithmetic.SUBTRACT, 1f, input));
    return steps.last(Steps.of(Arithmetic.ADD), bend, above);
  }

  /** (x + √(x² + 4)) / 2. */
  static Signal squarePlus(LayerContext layer, Signal input, String name)
      throws UnsupportedLayerException {
    Steps steps = new Steps(layer, name);
    Signal square = steps.apply(Activation.SQUARE, input);
    Signal root = steps.apply(Activation.SQRT, steps.constant(Arithmetic.ADD, 4f, square));
    Signal sum = steps.merge(Arithmetic.ADD, input, root);
    return steps.last(Steps.of(Arithmetic.MULTIPLY, 0.5f), sum);
  }

  /** x − tanh(x). */
  static Signal tanhShrink(LayerContext layer, Signal input, String name)
      throws UnsupportedLayerException {
    Steps steps = new Steps(layer, name);
    Signal bent = steps.apply(Activation.TANH, input);
    return steps.last(Steps.of(Arithmetic.SUBTRACT), input, bent);
  }
}
