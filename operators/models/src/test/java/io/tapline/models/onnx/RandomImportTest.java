/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.ModelInput.Axis;
import io.tapline.models.onnx.model.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Import changes neither the number of outputs, nor their sizes, nor any value, against an
 * evaluation of the graph operator by operator. A failing seed is named, and replays alone.
 */
class RandomImportTest {
  private static final int SEEDS = 3_000;
  private static final int[] INPUT = {1, 3, 6};
  private static final List<String> FUNCTION_NAMES =
      List.of("Sin", "Cos", "Atan", "Sign", "Floor", "Ceil", "Round", "Asinh");
  private static final List<DoubleUnaryOperator> FUNCTIONS =
      List.of(
          Math::sin,
          Math::cos,
          Math::atan,
          Math::signum,
          Math::floor,
          Math::ceil,
          Math::rint,
          v -> Math.log(v + Math.sqrt(v * v + 1)));

  /** A tensor of the graph, with its values in float64. */
  private record Tensor(String name, int[] shape, double[] values) {}

  @Test
  void shouldGiveWhatTheGraphGives() {
    int imported = 0;
    int recurrent = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      OnnxModels model = model().input("x", 1, 3, 6);
      if (matches(seed, model)) {
        imported++;
        recurrent +=
            model.proto().getGraph().getNodeList().stream()
                    .anyMatch(node -> RandomRecurrentNode.OPS.contains(node.getOpType()))
                ? 1
                : 0;
      }
    }
    assertThat(imported).isGreaterThan(SEEDS / 2);
    assertThat(recurrent).isGreaterThan(SEEDS / 30);
  }

  /** False where the graph is refused, which is no wrong value. */
  private static boolean matches(int seed, OnnxModels model) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.doubles(18, -1, 1).map(v -> (float) v).toArray();
    Tensor input = new Tensor("x", INPUT, values);
    List<Tensor> tensors = new ArrayList<>(List.of(input));
    for (int i = 0; i < 1 + random.nextInt(7); i++) {
      tensors.add(next(model, tensors.get(random.nextInt(tensors.size())), "t" + i, random));
    }
    List<Tensor> outputs = new ArrayList<>();
    for (Tensor tensor : tensors.subList(1, tensors.size())) {
      if (tensor == tensors.get(tensors.size() - 1) || random.nextInt(4) == 0) {
        outputs.add(tensor);
        model.output(tensor.name);
      }
    }
    ModelInput known =
        new ModelInput(
            List.of(Axis.BATCH, Axis.CHANNELS, Axis.TIME), OptionalInt.of(3), OptionalInt.empty());
    OnnxModel read;
    try {
      read = model.read(known);
    } catch (InvalidModelException e) {
      return false;
    }
    assertThat(read.network().outputs()).as("seed=%d", seed).hasSameSizeAs(outputs);
    List<float[]> got =
        new StreamedModel(read)
            .run(
                List.of(new NdArray(INPUT, values, false)),
                outputs.stream().map(Tensor::shape).toList());
    for (int i = 0; i < outputs.size(); i++) {
      double[] expected = outputs.get(i).values;
      assertThat(got.get(i)).as("seed=%d, output=%d", seed, i).hasSize(expected.length);
      for (int j = 0; j < expected.length; j++) {
        assertThat(Math.abs(got.get(i)[j] - expected[j]))
            .as("seed=%d, output=%d, value=%d", seed, i, j)
            .isLessThan(1e-4);
      }
    }
    return true;
  }

  private static Tensor next(OnnxModels model, Tensor in, String name, SplittableRandom random) {
    int rank = in.shape.length;
    switch (random.nextInt(13)) {
      case 0:
        return map(model, "Relu", in, name, v -> Math.max(v, 0));
      case 1:
        return map(model, "Tanh", in, name, Math::tanh);
      case 2:
        return map(model, random.nextBoolean() ? "Identity" : "Dropout", in, name, v -> v);
      case 3:
        model.node("Flatten", in.name, name);
        int size = in.values.length;
        return new Tensor(name, rank == 1 ? new int[] {size, 1} : flat(in), in.values);
      case 4:
        int[] shape = {1, 3, in.values.length / 3};
        if (in.values.length % 3 != 0 || random.nextBoolean()) {
          shape = new int[] {in.values.length};
        }
        model.integers(name + "s", Arrays.stream(shape).asLongStream().toArray());
        model.node("Reshape", in.name + "," + name + "s", name);
        return new Tensor(name, shape, in.values);
      case 5:
        return rank == 3 ? transposed(model, in, name) : map(model, "Neg", in, name, v -> -v);
      case 6:
        return in.shape[rank - 1] > 2
            ? sliced(model, in, name, random)
            : map(model, "Abs", in, name, Math::abs);
      case 7:
        return rank == 3 && in.shape[0] == 1
            ? recurrent(model, in, name, random)
            : map(model, "Sigmoid", in, name, v -> 1 / (1 + Math.exp(-v)));
      case 8:
        int function = random.nextInt(FUNCTIONS.size());
        return map(model, FUNCTION_NAMES.get(function), in, name, FUNCTIONS.get(function));
      case 9:
        return compared(model, in, name, random);
      case 10:
        return chosen(model, in, name, random);
      case 11:
        model.tensor(OnnxModels.reals(name + "m", new long[0], 0.3f));
        model.node("Mod", in.name + "," + name + "m", name, OnnxModels.integerOf("fmod", 1));
        return new Tensor(
            name, in.shape, Arrays.stream(in.values).map(v -> v % (double) 0.3f).toArray());
      default:
        return map(model, "Softplus", in, name, v -> Math.log1p(Math.exp(v)));
    }
  }

  /** A comparison, which gives truth values, as reals. */
  private static Tensor compared(
      OnnxModels model, Tensor in, String name, SplittableRandom random) {
    double bound = 0.125;
    model.tensor(OnnxModels.reals(name + "b", new long[0], (float) bound));
    int op = random.nextInt(5);
    model.node(
        List.of("Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal").get(op),
        in.name + "," + name + "b",
        name + "t");
    model.node("Cast", name + "t", name, OnnxModels.integerOf("to", 1));
    return new Tensor(
        name, in.shape, Arrays.stream(in.values).map(v -> holds(op, v, bound) ? 1 : 0).toArray());
  }

  private static boolean holds(int op, double a, double b) {
    return switch (op) {
      case 0 -> a > b;
      case 1 -> a < b;
      case 2 -> a >= b;
      case 3 -> a <= b;
      default -> a == b;
    };
  }

  /** The tensor where it is positive, else its cosine or a number, or the other way round. */
  private static Tensor chosen(OnnxModels model, Tensor in, String name, SplittableRandom random) {
    model.tensor(OnnxModels.reals(name + "z", new long[0], 0f));
    model.node("Greater", in.name + "," + name + "z", name + "c");
    boolean number = random.nextBoolean();
    boolean first = random.nextBoolean();
    if (!number) {
      model.node("Cos", in.name, name + "o");
    }
    String other = number ? name + "z" : name + "o";
    model.node(
        "Where", name + "c," + (first ? in.name + "," + other : other + "," + in.name), name);
    double[] values = new double[in.values.length];
    for (int i = 0; i < values.length; i++) {
      double otherValue = number ? 0 : Math.cos(in.values[i]);
      values[i] = in.values[i] > 0 == first ? in.values[i] : otherValue;
    }
    return new Tensor(name, in.shape, values);
  }

  private static int[] flat(Tensor in) {
    return new int[] {in.shape[0], in.values.length / in.shape[0]};
  }

  private static Tensor map(
      OnnxModels model, String op, Tensor in, String name, DoubleUnaryOperator function) {
    model.node(op, in.name, name);
    return new Tensor(name, in.shape, Arrays.stream(in.values).map(function).toArray());
  }

  private static Tensor transposed(OnnxModels model, Tensor in, String name) {
    model.node("Transpose", in.name, name, ints("perm", 0, 2, 1));
    int rows = in.shape[1];
    int columns = in.shape[2];
    double[] values = new double[in.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.values[i % rows * columns + i / rows];
    }
    return new Tensor(name, new int[] {1, columns, rows}, values);
  }

  /** A recurrent layer along the last axis: all it gives, or its last state, as exporters do. */
  private static Tensor recurrent(
      OnnxModels model, Tensor in, String name, SplittableRandom random) {
    int channels = in.shape[1];
    int length = in.shape[2];
    double[][] frames = new double[length][channels];
    for (int i = 0; i < in.values.length; i++) {
      frames[i % length][i / length] = in.values[i];
    }
    model.node("Transpose", in.name, name + "x", ints("perm", 2, 0, 1));
    String y = name + "y";
    RandomRecurrentNode node = new RandomRecurrentNode(random, channels, false);
    RandomRecurrentNode.Result result =
        node.add(model, name + "x", frames, name, y, name + "h", name + "c");
    double[] sequence = result.values().get(0);
    if (random.nextInt(3) == 0) {
      model.node("Transpose", name + "h", name + "t", ints("perm", 1, 0, 2));
      model.integers(name + "s", 1, -1).node("Reshape", name + "t," + name + "s", name);
      double[] last = result.values().get(1);
      return new Tensor(name, new int[] {1, last.length}, last);
    }
    model.node("Transpose", y, name + "t", ints("perm", 0, 2, 1, 3));
    model.integers(name + "s", 0, 0, -1).node("Reshape", name + "t," + name + "s", name + "m");
    model.node("Transpose", name + "m", name, ints("perm", 1, 2, 0));
    int width = sequence.length / length;
    double[] values = new double[sequence.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sequence[i % length * width + i / length];
    }
    return new Tensor(name, new int[] {1, width, length}, values);
  }

  /** Without the first position of the last axis, or with every second one only. */
  private static Tensor sliced(OnnxModels model, Tensor in, String name, SplittableRandom random) {
    int last = in.shape.length - 1;
    int size = in.shape[last];
    int from = random.nextInt(2);
    int step = 1 + random.nextInt(2);
    int count = (size - from + step - 1) / step;
    model.integers(name + "f", from).integers(name + "e", size).integers(name + "a", last);
    model.integers(name + "s", step);
    model.node(
        "Slice", String.join(",", in.name, name + "f", name + "e", name + "a", name + "s"), name);
    int[] shape = in.shape.clone();
    shape[last] = count;
    double[] values = new double[in.values.length / size * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.values[i / count * size + from + i % count * step];
    }
    return new Tensor(name, shape, values);
  }
}
