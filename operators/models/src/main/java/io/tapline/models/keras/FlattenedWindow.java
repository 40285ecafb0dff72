/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.List;
import java.util.stream.IntStream;

/** All values of a window, or of a frame, in the order in which Keras has the axes. */
final class FlattenedWindow {

  private FlattenedWindow() {}

  /**
   * Makes one frame of a window.
   *
   * @param input of a known length, whose values fit in an int
   */
  static Signal of(LayerContext layer, Signal input) throws UnsupportedLayerException {
    List<Axis> axes = input.axes();
    int time = axes.indexOf(Axis.TIME);
    int height = axes.indexOf(Axis.HEIGHT);
    int channels = axes.indexOf(Axis.CHANNELS);
    int frames = input.frames().orElseThrow();
    int values = Math.multiplyExact(frames, input.values());
    boolean channelsFirst = input.isPlane() && channels < height;
    if (time < channels && (!input.isPlane() || time < height && height < channels)) {
      return collapsed(layer, input, TimeCollapse.Kind.FLATTEN_FRAMES, layer.name(), values);
    }
    if (!input.isPlane() || height < channels && channels < time) {
      return collapsed(layer, input, TimeCollapse.Kind.FLATTEN_CHANNELS, layer.name(), values);
    }
    if (layer.draft().otherLength()) {
      throw layer
          .config()
          .problem(
              "order of the flattened values depends on the length, and the window is another than"
                  + " the model's, run it in windows of that length",
              "frames=" + frames);
    }
    String rows = layer.part("frames");
    Signal flat = collapsed(layer, input, TimeCollapse.Kind.FLATTEN_FRAMES, rows, values);
    // Which value of the flattened frames stands at each place of the file's order.
    int[] places = new int[values];
    int outer = channelsFirst ? input.channels() : input.height();
    int inner = channelsFirst ? input.height() : input.channels();
    int first = Math.min(height, channels);
    int last = Math.max(height, channels);
    for (int frame = 0; frame < frames; frame++) {
      for (int i = 0; i < outer; i++) {
        for (int j = 0; j < inner; j++) {
          int place =
              time < first
                  ? (frame * outer + i) * inner + j
                  : time < last
                      ? (i * frames + frame) * inner + j
                      : (i * inner + j) * frames + frame;
          int value = channelsFirst ? j * input.channels() + i : i * input.channels() + j;
          places[place] = frame * input.values() + value;
        }
      }
    }
    return flat.from(selected(layer, layer.name(), flat.source(), places));
  }

  private static Signal collapsed(
      LayerContext layer, Signal input, TimeCollapse.Kind kind, String name, int values)
      throws UnsupportedLayerException {
    String part = layer.part("row");
    Signal flat = Planes.flat(layer, input, part);
    return flat.from(layer.add(TimeCollapse.of(name, kind), flat.source())).withoutTime(values);
  }

  /** The values of a frame side by side. */
  static Signal frame(LayerContext layer, Signal input) throws UnsupportedLayerException {
    Signal flat = Planes.flat(layer, input, layer.part("row"));
    List<Axis> axes = input.axes();
    String source = flat.source();
    if (input.isPlane() && axes.indexOf(Axis.CHANNELS) < axes.indexOf(Axis.HEIGHT)) {
      String name = layer.part("turned");
      source = Plane.turned(layer, name, input.height(), input.channels(), source);
    }
    return flat.from(source).withPlane(Signal.VALUES, 1, input.values());
  }

  private static String selected(LayerContext layer, String name, String source, int[] places)
      throws UnsupportedLayerException {
    List<Integer> order = IntStream.of(places).boxed().toList();
    return layer.add(new ChannelSelection(name, order), source);
  }
}
