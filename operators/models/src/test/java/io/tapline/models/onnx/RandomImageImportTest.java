/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static io.tapline.models.onnx.OnnxModels.reals;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.ModelInput.Axis;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.network.graph.InvalidNetworkException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Graphs of two-dimensional operators with time on either axis give what an evaluation of them,
 * operator by operator, gives. A failing seed is named, and replays alone.
 */
class RandomImageImportTest {
  private static final int SEEDS = 3_000;

  private final List<ImageTensor> tensors = new ArrayList<>();
  private OnnxModels model = model();
  private SplittableRandom random = new SplittableRandom(0);
  private int time;

  @Test
  void shouldGiveWhatTheGraphGives() {
    int imported = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      imported += matches(seed) ? 1 : 0;
    }
    assertThat(imported).isGreaterThan(SEEDS / 2);
  }

  /** False where the graph is refused, which is no wrong value. */
  private boolean matches(int seed) {
    random = new SplittableRandom(seed);
    model = model();
    tensors.clear();
    time = 2 + random.nextInt(2);
    int[] shape = {1, 1 + random.nextInt(3), 1 + random.nextInt(6), 1 + random.nextInt(6)};
    shape[time] = 6 + random.nextInt(6);
    tensors.add(new ImageTensor("x", shape, doubles(shape)));
    model.input("x", 1, shape[1], shape[2], shape[3]);
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      add(
          tensors.get(
              random.nextInt(3) == 0 ? random.nextInt(tensors.size()) : tensors.size() - 1));
    }
    ImageTensor output = tensors.get(tensors.size() - 1);
    if (output.name().equals("x")) {
      return false;
    }
    model.output(output.name());
    List<Axis> layout = new ArrayList<>(List.of(Axis.BATCH, Axis.CHANNELS, Axis.CHANNELS));
    layout.add(time, Axis.TIME);
    float[] got;
    try {
      OnnxModel read = model.read(new ModelInput(layout, OptionalInt.empty(), OptionalInt.empty()));
      got = run(read, output.shape());
    } catch (InvalidModelException | InvalidNetworkException e) {
      return false;
    }
    assertThat(got).as("seed=%d", seed).hasSameSizeAs(output.values());
    for (int i = 0; i < got.length; i++) {
      assertThat(Math.abs(got[i] - output.values()[i]))
          .as("seed=%d, value=%d", seed, i)
          .isLessThan(1e-4 * Math.max(1, Math.abs(output.values()[i])));
    }
    return true;
  }

  private float[] run(OnnxModel read, int[] shape) {
    ImageTensor input = tensors.get(0);
    return new StreamedModel(read)
        .run(List.of(new NdArray(input.shape(), input.values(), false)), List.of(shape))
        .get(0);
  }

  private double[] doubles(int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    return random.doubles(count, -1, 1).map(v -> (float) v).toArray();
  }

  /** Weights of the graph. */
  private ImageTensor weights(int... shape) {
    String name = "w" + tensors.size();
    ImageTensor weights = new ImageTensor(name, shape, doubles(shape));
    float[] values = new float[weights.values().length];
    long[] sizes = new long[shape.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) weights.values()[i];
    }
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape[i];
    }
    model.tensor(reals(name, sizes, values));
    return weights;
  }

  private void add(ImageTensor in) {
    String name = "t" + tensors.size();
    switch (random.nextInt(12)) {
      case 0, 1, 2:
        convolution(in, name);
        break;
      case 3, 4:
        pooling(in, name);
        break;
      case 5:
        model.node("Tanh", in.name(), name);
        tensors.add(in.map(name, Math::tanh));
        break;
      case 6:
        constants(in, name);
        break;
      case 7:
        other(in, name);
        break;
      case 8:
        padding(in, name);
        break;
      case 9:
        transpose(in, name);
        break;
      case 10:
        normalization(in, name);
        break;
      default:
        reduction(in, name);
    }
  }

  private ImageTensor.Kernel kernel(ImageTensor in, boolean pool) {
    int[][] parts = new int[5][2];
    for (int axis = 0; axis < 2; axis++) {
      int size = in.shape()[axis + 2];
      parts[0][axis] = 1 + random.nextInt(Math.min(4, size));
      parts[1][axis] = 1 + random.nextInt(2);
      parts[2][axis] = pool ? 1 : 1 + random.nextInt(2);
      parts[3][axis] = random.nextInt(parts[0][axis]);
      parts[4][axis] = random.nextInt(parts[0][axis]);
    }
    return new ImageTensor.Kernel(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  private static boolean fits(ImageTensor.Kernel kernel, ImageTensor in) {
    return kernel.outputs(0, in.shape()[2], false) > 0
        && kernel.outputs(1, in.shape()[3], false) > 0;
  }

  private void convolution(ImageTensor in, String name) {
    ImageTensor.Kernel kernel = kernel(in, false);
    if (!fits(kernel, in)) {
      return;
    }
    int channels = in.shape()[1];
    int groups = random.nextInt(3) == 0 ? channels : 1;
    int filters = groups * (1 + random.nextInt(3));
    ImageTensor weights = weights(filters, channels / groups, kernel.size()[0], kernel.size()[1]);
    model.node(
        "Conv",
        in.name() + "," + weights.name(),
        name,
        ints("strides", kernel.strides()[0], kernel.strides()[1]),
        ints("dilations", kernel.dilations()[0], kernel.dilations()[1]),
        pads(kernel),
        integerOf("group", groups));
    tensors.add(in.convolved(name, kernel, weights, groups));
  }

  private static AttributeProto pads(ImageTensor.Kernel kernel) {
    return ints(
        "pads", kernel.before()[0], kernel.before()[1], kernel.after()[0], kernel.after()[1]);
  }

  private void pooling(ImageTensor in, String name) {
    ImageTensor.Kernel kernel = kernel(in, true);
    boolean max = random.nextBoolean();
    boolean up = random.nextInt(3) == 0;
    boolean counts = !max && !up && random.nextBoolean();
    if (!fits(kernel, in)) {
      return;
    }
    model.node(
        max ? "MaxPool" : "AveragePool",
        in.name(),
        name,
        ints("kernel_shape", kernel.size()[0], kernel.size()[1]),
        ints("strides", kernel.strides()[0], kernel.strides()[1]),
        pads(kernel),
        integerOf("ceil_mode", up ? 1 : 0),
        integerOf("count_include_pad", counts ? 1 : 0));
    tensors.add(in.pooled(name, kernel, max, counts, up));
  }

  /** One for each position of some axes, but of time. */
  private void constants(ImageTensor in, String name) {
    int[] shape = new int[4];
    for (int axis = 0; axis < 4; axis++) {
      shape[axis] = axis == time || random.nextBoolean() ? 1 : in.shape()[axis];
    }
    ImageTensor constants = weights(shape);
    if (random.nextInt(3) == 0) {
      model.node("PRelu", in.name() + "," + constants.name(), name);
      tensors.add(in.with(name, constants, (x, slope) -> x < 0 ? x * slope : x));
    } else {
      model.node("Mul", constants.name() + "," + in.name(), name);
      tensors.add(in.with(name, constants, (x, y) -> x * y));
    }
  }

  /** With another tensor that has the same shape, or the same but for one axis. */
  private void other(ImageTensor in, String name) {
    for (ImageTensor other : tensors) {
      int differing = 0;
      int axis = 1;
      for (int i = 1; i < 4; i++) {
        boolean differs = other.shape()[i] != in.shape()[i];
        differing += differs ? 1 : 0;
        axis = differs ? i : axis;
      }
      boolean joins = axis != time && random.nextBoolean();
      if (joins && differing < 2) {
        model.node("Concat", in.name() + "," + other.name(), name, integerOf("axis", axis));
        tensors.add(in.beside(name, other, axis));
        return;
      } else if (differing == 0) {
        model.node("Add", in.name() + "," + other.name(), name);
        tensors.add(in.with(name, other, Double::sum));
        return;
      }
    }
  }

  private void padding(ImageTensor in, String name) {
    int[] before = new int[4];
    int[] after = new int[4];
    for (int axis = 2; axis < 4; axis++) {
      boolean cuts = in.shape()[axis] > 3 && random.nextInt(3) == 0;
      before[axis] = cuts ? -random.nextInt(2) : random.nextInt(3);
      after[axis] = cuts ? -random.nextInt(2) : random.nextInt(3);
    }
    model.integers(name + "p", 0, 0, before[2], before[3], 0, 0, after[2], after[3]);
    model.node("Pad", in.name() + "," + name + "p", name);
    tensors.add(in.padded(name, before, after));
  }

  /** There and, perhaps after something else, back again. */
  private void transpose(ImageTensor in, String name) {
    boolean last = random.nextBoolean();
    int[] there = last ? new int[] {0, 2, 3, 1} : new int[] {0, 1, 3, 2};
    int[] back = last ? new int[] {0, 3, 1, 2} : there;
    model.node("Transpose", in.name(), name + "a", ints("perm", 0, there[1], there[2], there[3]));
    ImageTensor turned = in.transposed(name + "a", there);
    if (random.nextBoolean()) {
      model.node("Softplus", name + "a", name + "b");
      turned = turned.map(name + "b", v -> Math.log1p(Math.exp(v)));
    }
    model.node("Transpose", turned.name(), name, ints("perm", 0, back[1], back[2], back[3]));
    tensors.add(turned.transposed(name, back));
  }

  private void normalization(ImageTensor in, String name) {
    int channels = in.shape()[1];
    ImageTensor scale = weights(channels);
    model.tensor(reals(name + "z", new long[] {channels}, new float[channels]));
    float[] ones = new float[channels];
    Arrays.fill(ones, 1 - 1e-5f);
    model.tensor(reals(name + "o", new long[] {channels}, ones));
    model.node(
        "BatchNormalization",
        String.join(",", in.name(), scale.name(), name + "z", name + "z", name + "o"),
        name);
    ImageTensor each = new ImageTensor(name, new int[] {1, channels, 1, 1}, scale.values());
    tensors.add(in.with(name, each, (x, y) -> x * y));
  }

  /** Over the axis beside time: only that leaves frames. */
  private void reduction(ImageTensor in, String name) {
    int axis = random.nextBoolean() ? 5 - time : 1;
    boolean mean = random.nextBoolean();
    model.node(mean ? "ReduceMean" : "ReduceMax", in.name(), name, ints("axes", axis));
    tensors.add(in.reduced(name, axis, mean));
  }
}
