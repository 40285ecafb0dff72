/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.values;
import static io.tapline.models.keras.TestModel.weight;

import io.tapline.models.ModelInput;
import io.tapline.models.ModelInput.Axis;
import io.tapline.models.keras.TestModel.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** A Keras model of random two-dimensional layers, an input, and what it gives. */
final class RandomImageModel {
  private final SplittableRandom random;
  private final boolean channelsFirst;
  private final int time;
  private final TestModel model = sequential("m");
  private final KerasImage input;
  private KerasImage image;
  private double[] expected;
  private int layers;

  RandomImageModel(int seed) {
    random = new SplittableRandom(seed);
    channelsFirst = random.nextInt(3) == 0;
    time = random.nextInt(2);
    int[] sizes = {2 + random.nextInt(5), 2 + random.nextInt(5)};
    sizes[time] = 8 + random.nextInt(6);
    int channels = 1 + random.nextInt(3);
    double[] values =
        random.doubles((long) sizes[0] * sizes[1] * channels, -1, 1).map(v -> (float) v).toArray();
    input = new KerasImage(sizes[0], sizes[1], channels, values);
    image = input;
    model.input(
        "in",
        channelsFirst
            ? "[null, %d, %d, %d]".formatted(channels, sizes[0], sizes[1])
            : "[null, %d, %d, %d]".formatted(sizes[0], sizes[1], channels));
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      add("l" + layers++);
    }
    end();
  }

  TestModel model() {
    return model;
  }

  double[] expected() {
    return expected;
  }

  /** Which axis is time. */
  ModelInput known() {
    List<Axis> layout = new ArrayList<>(List.of(Axis.BATCH, Axis.CHANNELS, Axis.CHANNELS));
    layout.add(1 + time + (channelsFirst ? 1 : 0), Axis.TIME);
    return new ModelInput(layout, OptionalInt.empty(), OptionalInt.empty());
  }

  /** The input with a row for each step of time, whose values are in the order of the axes. */
  float[][] frames() {
    int length = time == 0 ? input.rows() : input.columns();
    int others = time == 0 ? input.columns() : input.rows();
    float[][] frames = new float[length][others * input.channels()];
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < others; i++) {
        for (int k = 0; k < input.channels(); k++) {
          int place = channelsFirst ? k * others + i : i * input.channels() + k;
          frames[t][place] = (float) input.at(time == 0 ? t : i, time == 0 ? i : t, k);
        }
      }
    }
    return frames;
  }

  private void layer(String type, String name, String arguments, Weight... weights) {
    String format = channelsFirst ? "channels_first" : "channels_last";
    String comma = arguments.isEmpty() ? "" : ", ";
    model.layer(type, name, "data_format: '" + format + "'" + comma + arguments, weights);
  }

  private void add(String name) {
    switch (random.nextInt(6)) {
      case 0, 1 -> convolution(name);
      case 2 -> depthwise(name);
      case 3 -> pooling(name);
      case 4 -> padding(name);
      default -> normalization(name);
    }
  }

  private KerasImage.Kernel kernel(boolean pool) {
    boolean same = random.nextBoolean();
    boolean dilates = !pool && random.nextInt(3) == 0;
    int[][] parts = new int[3][2];
    for (int axis = 0; axis < 2; axis++) {
      int length = axis == 0 ? image.rows() : image.columns();
      parts[0][axis] = 1 + random.nextInt(Math.min(3, length));
      parts[1][axis] = dilates ? 1 : 1 + random.nextInt(2);
      boolean fits = (parts[0][axis] - 1) * 2 < length;
      parts[2][axis] = dilates && fits ? 2 : 1;
    }
    return new KerasImage.Kernel(parts[0], parts[1], parts[2], same);
  }

  private static String text(KerasImage.Kernel kernel, String size) {
    return "%s: [%d, %d], strides: [%d, %d], dilation_rate: [%d, %d], padding: '%s'"
        .formatted(
            size,
            kernel.size()[0],
            kernel.size()[1],
            kernel.strides()[0],
            kernel.strides()[1],
            kernel.dilations()[0],
            kernel.dilations()[1],
            kernel.same() ? "same" : "valid");
  }

  private void convolution(String name) {
    KerasImage.Kernel kernel = kernel(false);
    int groups = random.nextInt(3) == 0 ? image.channels() : 1;
    int filters = groups * (1 + random.nextInt(3));
    Weight weights =
        weight("kernel", kernel.size()[0], kernel.size()[1], image.channels() / groups, filters);
    layer(
        "Conv2D",
        name,
        "use_bias: false, filters: " + filters + ", groups: " + groups + ", "
            + text(kernel, "kernel_size"),
        weights);
    image = image.convolved(kernel, values(name, weights), filters, groups);
  }

  private void depthwise(String name) {
    KerasImage.Kernel kernel = kernel(false);
    int multiplier = 1 + random.nextInt(2);
    int between = image.channels() * multiplier;
    Weight weights =
        weight(
            "depthwise_kernel",
            kernel.size()[0],
            kernel.size()[1],
            image.channels(),
            multiplier);
    String arguments =
        "use_bias: false, depth_multiplier: " + multiplier + ", " + text(kernel, "kernel_size");
    image = image.depthwise(kernel, values(name, weights), multiplier);
    if (random.nextBoolean()) {
      layer("DepthwiseConv2D", name, arguments, weights);
      return;
    }
    Weight pointwise = weight("pointwise_kernel", 1, 1, between, 2);
    layer("SeparableConv2D", name, arguments + ", filters: 2", weights, pointwise);
    int[] ones = {1, 1};
    KerasImage.Kernel point = new KerasImage.Kernel(ones, ones, ones, false);
    image = image.convolved(point, values(name, pointwise), 2, 1);
  }

  private void pooling(String name) {
    KerasImage.Kernel kernel = kernel(true);
    boolean max = random.nextBoolean();
    layer(max ? "MaxPooling2D" : "AveragePooling2D", name, text(kernel, "pool_size"));
    image = image.pooled(kernel, max);
  }

  private void padding(String name) {
    int[] sides = random.ints(4, 0, 3).toArray();
    boolean crops = image.rows() > 4 && image.columns() > 4 && random.nextBoolean();
    String text =
        "%s: [[%d, %d], [%d, %d]]"
            .formatted(
                crops ? "cropping" : "padding", sides[0], sides[1], sides[2], sides[3]);
    layer(crops ? "Cropping2D" : "ZeroPadding2D", name, text);
    int sign = crops ? -1 : 1;
    image = image.padded(sign * sides[0], sign * sides[1], sign * sides[2], sign * sides[3]);
  }

  /** Over the channels, or over the positions beside time. */
  private void normalization(String name) {
    boolean positions = random.nextInt(3) == 0;
    int axis = positions ? 1 - time : 2;
    int size = axis == 0 ? image.rows() : axis == 1 ? image.columns() : image.channels();
    int first = channelsFirst ? 2 : 1;
    int inKeras = positions ? first + axis : channelsFirst ? 1 : 3;
    Weight[] weights = {
      weight("gamma", size),
      weight("beta", size),
      weight("moving_mean", size),
      weight("moving_variance", size)
    };
    model.layer("BatchNormalization", name, "axis: " + inKeras, weights);
    double[] scale = new double[size];
    double[] offset = new double[size];
    for (int i = 0; i < size; i++) {
      scale[i] = values(name, weights[0])[i] / Math.sqrt(values(name, weights[3])[i] + 1e-3);
      offset[i] = values(name, weights[1])[i] - values(name, weights[2])[i] * scale[i];
    }
    image = image.scaled(axis, scale, offset);
  }

  private void end() {
    if (random.nextInt(3) == 0) {
      layer("GlobalAveragePooling2D", "end", "");
      expected = image.means();
      return;
    }
    boolean channelsLast = !channelsFirst || random.nextBoolean();
    model.layer(
        "Flatten",
        "end",
        channelsFirst && channelsLast ? "data_format: 'channels_first'" : "");
    expected = channelsLast ? image.values() : image.channelsOutside();
  }
}
