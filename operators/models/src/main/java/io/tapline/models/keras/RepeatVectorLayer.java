/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.collapse.Repetition;
import java.util.List;
import java.util.OptionalInt;

/** RepeatVector: what a window has collapsed to, as frames of a window again. */
final class RepeatVectorLayer {

  private RepeatVectorLayer() {}

  static Signal translate(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    Requirements.wholeFrames(config, input);
    if (!input.axes().equals(Signal.VALUES)) {
      throw config.problem("layer needs the values of a window", "input=" + input.shape());
    }
    int count = config.count("n");
    String source = layer.add(new Repetition(layer.name(), count), input.source());
    return new Signal(source, Signal.FRAMES, input.channels(), OptionalInt.of(count));
  }
}
