/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The variance of each channel over a window, from its mean: all values of the window in a row,
 * less the mean of their channel, squared, and averaged channel by channel. The mean of squares
 * less the square of the mean would be nothing but rounding where the mean is large.
 */
final class WindowDeviation {
  private static final int MOST_CHANNELS = 256;
  private static final int MOST_VALUES = 65_535;

  private final LayerContext layer;
  private final Signal input;
  private final int frames;
  private int count;

  private WindowDeviation(LayerContext layer, Signal input, int frames) {
    this.layer = layer;
    this.input = input;
    this.frames = frames;
  }

  /**
   * Adds the layers.
   *
   * @param root whether the standard deviation is asked for
   * @return one value for each channel, with the input's axes
   */
  static Signal of(LayerContext layer, Signal input, boolean root)
      throws UnsupportedLayerException {
    OptionalInt frames = input.frames();
    long values = (long) frames.orElse(MOST_VALUES + 1) * input.channels();
    if (input.channels() > MOST_CHANNELS || values > MOST_VALUES) {
      throw layer
          .config()
          .problem(
              "deviation over time needs a window of known length, and not too many values",
              "input=" + input.shape(),
              "maximum=" + MOST_VALUES,
              "channels=" + MOST_CHANNELS);
    }
    WindowDeviation deviation = new WindowDeviation(layer, input, frames.getAsInt());
    return input.from(deviation.add(root ? Activation.SQRT : Activation.LINEAR));
  }

  private String add(Activation last) throws UnsupportedLayerException {
    int channels = input.channels();
    String mean = collapsed(TimeCollapse.Kind.AVERAGE);
    String row = collapsed(TimeCollapse.Kind.FLATTEN_FRAMES);
    String means = selected(mean, i -> i % channels, frames * channels);
    String away = next(Steps.of(Arithmetic.SUBTRACT), row, means);
    String square = next(Steps.of(Activation.SQUARE), away);
    String[] variances = new String[channels];
    for (int c = 0; c < channels; c++) {
      int channel = c;
      String own = selected(square, i -> i * channels + channel, frames);
      variances[c] = next(part -> new ChannelReduction(part, Reduction.AVERAGE), own);
    }
    String all = channels == 1 ? variances[0] : next(Concatenation::new, variances);
    return layer.add(Steps.of(last).apply(layer.name()), all);
  }

  private String collapsed(TimeCollapse.Kind kind) throws UnsupportedLayerException {
    return next(part -> TimeCollapse.of(part, kind), input.source());
  }

  private String selected(String source, Function<Integer, Integer> index, int values)
      throws UnsupportedLayerException {
    List<Integer> indices = IntStream.range(0, values).boxed().map(index).toList();
    return next(part -> new ChannelSelection(part, indices), source);
  }

  private String next(Function<String, Layer> step, String... sources)
      throws UnsupportedLayerException {
    count++;
    return layer.add(step.apply(layer.part("step-" + count)), sources);
  }
}
