/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Reduction;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.shape.ChannelReduction;
import java.util.List;
import java.util.TreeSet;

/** Makes one value of all along some axes. */
final class Reducing {

  private Reducing() {}

  /**
   * Adds what reduces {@code input}.
   *
   * @param indices axes as Keras counts them, the batch's being 0
   * @param keepsAxes whether axes of size 1 stay in their places
   * @throws UnsupportedLayerException if there are no axes, or one is the batch's
   */
  static Signal over(
      LayerContext layer, Signal input, List<Integer> indices, Reduction kind, boolean keepsAxes)
      throws UnsupportedLayerException {
    TreeSet<Integer> positions = positions(layer.config(), input, indices);
    Requirements.wholeFrames(layer.config(), input);
    boolean time = positions.contains(input.axes().indexOf(Axis.TIME));
    boolean height = positions.contains(input.axes().indexOf(Axis.HEIGHT));
    boolean channels = positions.contains(input.axes().indexOf(Axis.CHANNELS));
    Signal output = input;
    if (height) {
      String name = time || channels ? layer.part("height") : layer.name();
      String source = layer.add(new HeightReduction(name, kind), output.source());
      output = output.from(source, 1).withPlane(output.axes(), 1, output.channels());
    }
    if (time) {
      String name = channels ? layer.part("time") : layer.name();
      output = output.from(layer.add(TimeCollapse.of(name, collapse(kind)), output.source()));
    }
    if (channels) {
      String source = layer.add(new ChannelReduction(layer.name(), kind), output.source());
      output = output.from(source).withChannels(1);
    }
    return without(output, positions, keepsAxes);
  }

  /** Positions of axes among those of the input. */
  static TreeSet<Integer> positions(LayerConfig config, Signal input, List<Integer> indices)
      throws UnsupportedLayerException {
    TreeSet<Integer> positions = new TreeSet<>();
    for (int index : indices) {
      if (input.axis(index) == null) {
        throw config.problem(
            "operation works along the batch, which does not stream",
            "axis=" + index,
            "input=" + input.shape());
      }
      positions.add(input.position(index));
    }
    if (positions.isEmpty()) {
      throw config.problem("operation works along the batch, name its axes", "axis=None");
    }
    return positions;
  }

  /** Axes that were reduced have size 1, or are not there any more. */
  static Signal without(Signal reduced, TreeSet<Integer> positions, boolean keepsAxes) {
    Signal output = reduced;
    for (int position : positions.descendingSet()) {
      boolean channels = output.axes().get(position) == Axis.CHANNELS;
      if (!keepsAxes) {
        output = output.withoutAxis(position);
      } else if (!channels) {
        output = output.withSingle(position);
      }
    }
    return output;
  }

  private static TimeCollapse.Kind collapse(Reduction kind) {
    return switch (kind) {
      case AVERAGE -> TimeCollapse.Kind.AVERAGE;
      case MAX -> TimeCollapse.Kind.MAX;
      case MIN -> TimeCollapse.Kind.MIN;
      case SUM -> TimeCollapse.Kind.SUM;
    };
  }
}
