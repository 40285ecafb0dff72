/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.realOf;
import static io.tapline.models.onnx.OnnxModels.realsOf;
import static io.tapline.models.onnx.OnnxModels.text;
import static io.tapline.models.onnx.OnnxModels.texts;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** A recurrent operator with options of any kind, written to a file and evaluated. */
final class RandomRecurrentNode {
  static final List<String> OPS = List.of("LSTM", "GRU", "RNN");

  private final SplittableRandom random;
  private final String op;
  private final int gates;
  private final int channels;
  private final int units;
  private final boolean batchFirst;
  private final String direction;
  private final int directions;
  private final List<AttributeProto> attributes = new ArrayList<>();
  private final List<DoubleUnaryOperator> functions = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();
  private double clip = Double.POSITIVE_INFINITY;

  RandomRecurrentNode(SplittableRandom random, int channels, boolean batchFirst) {
    this.random = random;
    this.channels = channels;
    this.batchFirst = batchFirst;
    op = OPS.get(random.nextInt(3));
    gates = op.equals("LSTM") ? 4 : op.equals("GRU") ? 3 : 1;
    units = 1 + random.nextInt(4);
    direction = List.of("forward", "reverse", "bidirectional").get(random.nextInt(3));
    directions = direction.equals("bidirectional") ? 2 : 1;
  }

  /** Outputs of the node: Y, Y_h and, of LSTM, Y_c, with their shapes. */
  record Result(List<double[]> values, List<int[]> shapes) {}

  /**
   * Adds the node to a model and evaluates it.
   *
   * @param frames what {@code input} holds, frame by frame, of the only sequence
   * @param outputs names of the outputs; the last one is of LSTM only
   */
  Result add(OnnxModels model, String input, double[][] frames, String prefix, String... outputs) {
    inputs.add(input);
    double[] w = weights(model, prefix + "w", directions, gates * units, channels);
    double[] r = weights(model, prefix + "r", directions, gates * units, units);
    double[] b = optional(model, prefix + "b", directions, 2 * gates * units);
    int[] states = batchFirst ? new int[] {1, directions, units} : new int[] {directions, 1, units};
    inputs.add("");
    double[] hidden = optional(model, prefix + "h", states);
    double[] cell =
        op.equals("LSTM") ? optional(model, prefix + "c", states) : new double[2 * units];
    double[] p =
        op.equals("LSTM")
            ? optional(model, prefix + "p", directions, 3 * units)
            : new double[6 * units];
    boolean linear = op.equals("GRU") && random.nextBoolean();
    boolean coupled = op.equals("LSTM") && random.nextInt(3) == 0;
    chooseFunctions();
    attributes.add(integerOf("hidden_size", units));
    attributes.add(text("direction", direction));
    if (batchFirst) {
      attributes.add(integerOf("layout", 1));
    }
    if (linear) {
      attributes.add(integerOf("linear_before_reset", 1));
    }
    if (coupled) {
      attributes.add(integerOf("input_forget", 1));
    }
    String given = String.join(",", Arrays.copyOf(outputs, op.equals("LSTM") ? 3 : 2));
    model.node(op, String.join(",", inputs), given, attributes.toArray(AttributeProto[]::new));
    RecurrentEvaluator.States[] ran = new RecurrentEvaluator.States[directions];
    int each = functions.size() / directions;
    for (int d = 0; d < directions; d++) {
      RecurrentEvaluator evaluator =
          new RecurrentEvaluator(
              op, units, functions.subList(d * each, (d + 1) * each), clip, linear, coupled);
      double[][] read = isBackward(d) ? reversed(frames) : frames;
      ran[d] =
          evaluator.run(
              read, part(w, d), part(r, d), part(b, d), part(p, d), part(hidden, d), part(cell, d));
    }
    return result(frames.length, ran);
  }

  private boolean isBackward(int d) {
    return d == 1 || direction.equals("reverse");
  }

  /** For one sequence, Y is the same in both layouts but for its shape. */
  private Result result(int length, RecurrentEvaluator.States... ran) {
    double[] y = new double[length * directions * units];
    double[] last = new double[directions * units];
    double[] cells = new double[directions * units];
    for (int d = 0; d < directions; d++) {
      double[][] sequence = isBackward(d) ? reversed(ran[d].hidden()) : ran[d].hidden();
      for (int t = 0; t < length; t++) {
        System.arraycopy(sequence[t], 0, y, (t * directions + d) * units, units);
      }
      System.arraycopy(ran[d].hidden()[length - 1], 0, last, d * units, units);
      System.arraycopy(ran[d].cell(), 0, cells, d * units, units);
    }
    int[] whole =
        batchFirst
            ? new int[] {1, length, directions, units}
            : new int[] {length, directions, 1, units};
    int[] state = batchFirst ? new int[] {1, directions, units} : new int[] {directions, 1, units};
    return op.equals("LSTM")
        ? new Result(List.of(y, last, cells), List.of(whole, state, state))
        : new Result(List.of(y, last), List.of(whole, state));
  }

  private void chooseFunctions() {
    int each = op.equals("LSTM") ? 3 : op.equals("GRU") ? 2 : 1;
    if (random.nextInt(3) > 0) {
      List<DoubleUnaryOperator> usual =
          List.of(RandomRecurrentNode::sigmoid, Math::tanh, Math::tanh);
      for (int d = 0; d < directions; d++) {
        functions.addAll(op.equals("RNN") ? List.of(Math::tanh) : usual.subList(0, each));
      }
      clip(random.nextInt(3) == 0);
      return;
    }
    List<String> names = new ArrayList<>();
    List<Float> alphas = new ArrayList<>();
    List<Float> betas = new ArrayList<>();
    boolean affine = false;
    for (int i = 0; i < each * directions; i++) {
      boolean ofCell = op.equals("LSTM") && i % 3 == 2;
      switch (random.nextInt(ofCell ? 5 : 6)) {
        case 0 -> function(names, "Relu", x -> Math.max(0, x));
        case 1 -> function(names, "Sigmoid", RandomRecurrentNode::sigmoid);
        case 2 -> {
          alphas.add(0.25f);
          betas.add(0.4f);
          function(names, "HardSigmoid", x -> Math.max(0, Math.min(1, 0.25 * x + 0.4f)));
        }
        case 3 -> {
          alphas.add(0.125f);
          function(names, "LeakyRelu", x -> x < 0 ? 0.125 * x : x);
        }
        case 4 -> function(names, "Softsign", x -> x / (1 + Math.abs(x)));
        default -> {
          affine = true;
          alphas.add(0.5f);
          betas.add(0.25f);
          function(names, "Affine", x -> 0.5 * x + 0.25);
        }
      }
    }
    attributes.add(texts("activations", names.toArray(String[]::new)));
    attributes.add(realsOf("activation_alpha", floats(alphas)));
    attributes.add(realsOf("activation_beta", floats(betas)));
    clip(!affine && random.nextBoolean());
  }

  private void function(List<String> names, String name, DoubleUnaryOperator function) {
    names.add(name);
    functions.add(function);
  }

  private void clip(boolean clipped) {
    if (clipped) {
      clip = 0.5f;
      attributes.add(realOf("clip", 0.5f));
    }
  }

  private static float[] floats(List<Float> list) {
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = list.get(i);
    }
    return floats;
  }

  private double[] part(double[] all, int d) {
    int size = all.length / directions;
    return Arrays.copyOfRange(all, d * size, (d + 1) * size);
  }

  private double[] optional(OnnxModels model, String name, int... shape) {
    if (random.nextInt(3) > 0) {
      return weights(model, name, shape);
    }
    inputs.add("");
    return new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
  }

  private double[] weights(OnnxModels model, String name, int... shape) {
    double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    float[] stored = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      stored[i] = (float) random.nextDouble(-0.8, 0.8);
      values[i] = stored[i];
    }
    long[] sizes = Arrays.stream(shape).asLongStream().toArray();
    model.tensor(OnnxModels.reals(name, sizes, stored));
    inputs.add(name);
    return values;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[][] reversed(double[][] frames) {
    List<double[]> list = new ArrayList<>(Arrays.asList(frames));
    Collections.reverse(list);
    return list.toArray(double[][]::new);
  }
}
