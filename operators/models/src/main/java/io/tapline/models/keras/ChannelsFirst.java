/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.ArrayList;
import java.util.List;

/** The order {@code channels_first}: channels in front of the axes that a layer slides along. */
final class ChannelsFirst {

  private ChannelsFirst() {}

  static boolean is(LayerConfig config) throws UnsupportedLayerException {
    return config.text("data_format").orElse("").equalsIgnoreCase("channels_first");
  }

  /** Takes a layer in either order; the values of a frame are the same ones. */
  static LayerTranslator orLast(LayerTranslator translator) {
    return (layer, inputs) -> {
      if (!is(layer.config())) {
        return translator.translate(layer, inputs);
      }
      Signal input = Requirements.one(layer.config(), inputs);
      Signal last = lastFrom(input);
      if (!last.channelsLast() && !Planes.isImage(layer.config(), last)) {
        throw layer
            .config()
            .problem(
                "layer works along time where it should work on channels, put channels first",
                "input=" + input.shape());
      }
      return firstFrom(translator.translate(layer, List.of(last)));
    };
  }

  /** The first axis put last. */
  static Signal lastFrom(Signal signal) {
    List<Axis> axes = new ArrayList<>(signal.axes());
    axes.add(axes.remove(0));
    return signal.withAxes(axes);
  }

  private static Signal firstFrom(Signal signal) {
    List<Axis> axes = new ArrayList<>(signal.axes());
    axes.add(0, axes.remove(axes.size() - 1));
    return signal.withAxes(axes);
  }
}
