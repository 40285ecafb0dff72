/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** ZeroPadding2D and Cropping2D. */
final class PlanePaddingLayers {
  private static final int MOST = 1 << 16;

  private PlanePaddingLayers() {}

  static Signal padding(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    return changed(layer, inputs, "padding", 1);
  }

  static Signal cropping(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    return changed(layer, inputs, "cropping", -1);
  }

  private static Signal changed(LayerContext layer, List<Signal> inputs, String key, int sign)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    Signal input = Requirements.one(config, inputs);
    int[][] sides = sides(config, key);
    int time = input.axes().indexOf(Axis.TIME);
    if (input.axes().size() != 3 || time < 0 || time > 1) {
      throw config.problem(
          "layer needs an input of two axes and channels", "input=" + input.shape());
    }
    Plane plane = Plane.of(config, input, 2);
    int[] other = sides[1 - time];
    boolean pads = other[0] + other[1] > 0;
    int left = sign * sides[time][0];
    int right = sign * sides[time][1];
    String name = pads ? layer.part("time") : layer.name();
    TimePadding padding = new TimePadding(name, left, right, 1, 0f);
    Plane framed = plane.framed(layer);
    String source = layer.add(padding, framed.source());
    Signal longer = framed.through(layer, source, plane.height(), plane.channels(), padding.taps());
    if (!pads) {
      return longer;
    }
    Plane output = Plane.of(config, longer, 2);
    return sign > 0 ? padded(layer, output, other) : cropped(layer, output, other);
  }

  /** Before and behind, on the first axis and on the second. */
  private static int[][] sides(LayerConfig config, String key) throws UnsupportedLayerException {
    JsonNode value = Spelling.plain(config.config().path(key));
    if (value.isArray() && value.size() != 2) {
      throw config.wrong(key, "one whole number, or two or two pairs", value);
    }
    int[][] sides = new int[2][2];
    for (int axis = 0; axis < 2; axis++) {
      JsonNode own = value.isArray() ? Spelling.plain(value.get(axis)) : value;
      if (own.isArray() && own.size() != 2) {
        throw config.wrong(key, "one whole number, or two or two pairs", value);
      }
      for (int side = 0; side < 2; side++) {
        sides[axis][side] = ShapeLayers.side(config, key, own.isArray() ? own.get(side) : own);
        if (sides[axis][side] > MOST) {
          throw config.problem(key + " is too large", "maximum=" + MOST);
        }
      }
    }
    return sides;
  }

  /** A convolution of one tap that copies, and zeros beside what it copies. */
  private static Signal padded(LayerContext layer, Plane input, int[] sides)
      throws UnsupportedLayerException {
    HeightTaps height = new HeightTaps(1, 1, 1, sides[0], sides[1]);
    float[] ones = new float[input.channels()];
    Arrays.fill(ones, 1);
    PlaneDepthwiseConvolution copy =
        PlaneDepthwiseConvolution.named(layer.name())
            .kernelSize(1)
            .height(height)
            .kernel(ones)
            .trainable(false)
            .build();
    String source = layer.add(copy, input.source());
    return input.through(layer, source, (int) height.outputs(input.height()), input.channels());
  }

  private static Signal cropped(LayerContext layer, Plane input, int[] sides)
      throws UnsupportedLayerException {
    int left = input.height() - sides[0] - sides[1];
    if (left < 1) {
      throw layer
          .config()
          .problem("nothing is left of the axis", "input=" + input.signal().shape());
    }
    Signal flat = Planes.flat(layer, input.signal(), layer.part("row"));
    int first = sides[0] * input.channels();
    List<Integer> kept = IntStream.range(first, first + left * input.channels()).boxed().toList();
    String source = layer.add(new ChannelSelection(layer.name(), kept), flat.source());
    return input.through(layer, source, left, input.channels()).from(source, 1);
  }
}
