/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import java.util.List;

/** Masking: frames all of whose values are the mask's become zeros, and are marked as missing. */
final class MaskingLayer {

  private MaskingLayer() {}

  static Signal masking(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.channelsLast(config, inputs);
    if (!input.axes().equals(Signal.FRAMES)) {
      throw config.problem("layer needs an input of frames and channels", "input=" + input.shape());
    }
    Steps steps = new Steps(layer);
    Signal distance = input;
    if (config.number("mask_value", 0f) != 0f) {
      distance = steps.constant(Arithmetic.SUBTRACT, config.number("mask_value", 0f), distance);
    }
    Signal largest = steps.reduce(Reduction.MAX, steps.apply(Activation.ABS, distance));
    Signal seen = steps.constant(Arithmetic.NOT_EQUAL, 0f, largest);
    return steps.last(Steps.of(Arithmetic.MULTIPLY), input, seen).withMask(true);
  }
}
