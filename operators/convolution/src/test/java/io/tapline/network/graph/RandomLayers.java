/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.collapse.Repetition;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.merge.Where;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.layer.shape.TimeReversal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Adds layers with random weights to a graph. */
final class RandomLayers {
  /** Where a small difference of an operand makes a small one of the result. */
  static final List<Arithmetic> CONTINUOUS =
      List.of(
          Arithmetic.ADD,
          Arithmetic.SUBTRACT,
          Arithmetic.MULTIPLY,
          Arithmetic.DIVIDE,
          Arithmetic.MAXIMUM,
          Arithmetic.MINIMUM);

  private final SplittableRandom random;
  private final RandomWeights weights;
  private final RandomTaps taps;
  private final RandomRecurrent recurrent;
  private final GrowingGraph graph;
  private final boolean windowed;
  private final RandomPlanes planes;

  RandomLayers(SplittableRandom random, GrowingGraph graph, boolean windowed) {
    this.random = random;
    this.weights = new RandomWeights(random);
    this.taps = new RandomTaps(random, windowed);
    this.recurrent = new RandomRecurrent(random);
    this.graph = graph;
    this.windowed = windowed;
    this.planes = new RandomPlanes(random, taps, this, graph);
  }

  RandomPlanes planes() {
    return planes;
  }

  /** How many there are so far. */
  int count() {
    return graph.count();
  }

  /** A layer, or two, that look over time, with the stride and the excess that are asked for. */
  Branch overTime(Branch from, int stride, int excess) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> depthwise(from, taps.convolution(stride, excess), excess);
      case 2, 3 -> pooling(from, stride, excess);
      case 4 -> timePadding(from, stride, excess);
      case 5 -> paddedBefore(from, stride, excess);
      case 6 -> choppedAfter(from, stride, excess);
      case 7 -> {
        int first = taps.anyExcess();
        yield overTime(overTime(from, 1, first), stride, excess - first);
      }
      default -> convolution(from, taps.convolution(stride, excess), random.nextInt(1, 6), excess);
    };
  }

  /** The same, of any excess. */
  Branch overTime(Branch from, int stride) {
    return overTime(from, stride, taps.anyExcess());
  }

  Branch convolution(Branch from, int filters) {
    return convolution(from, taps.convolution(1, 0), filters, 0);
  }

  private Branch convolution(Branch from, Taps taps, int filters, int excess) {
    int groups = groups(from.channels(), filters);
    int terms = taps.kernelSize() * (from.channels() / groups);
    Layer layer =
        Convolution.named(graph.name("conv"))
            .filters(filters)
            .kernelSize(taps.kernelSize())
            .stride(taps.stride())
            .dilation(taps.dilation())
            .padding(taps.padding())
            .groups(groups)
            .kernel(weights.kernel(terms * filters, terms))
            .bias(weights.bias(filters))
            .activation(random.nextBoolean() ? Activation.LINEAR : activation())
            .build();
    return graph.after(from, layer, filters, taps.stride(), excess);
  }

  /** A dense layer on every frame. */
  Branch dense(Branch from, int units) {
    Layer layer =
        Convolution.pointwise(graph.name("dense"))
            .filters(units)
            .kernel(weights.kernel(from.channels() * units, from.channels()))
            .bias(weights.bias(units))
            .build();
    return graph.after(from, layer, units);
  }

  /** A layer that remembers all frames before. */
  Branch recurrent(Branch from) {
    RecurrentLayer layer = recurrent.any(graph.name("recurrent"), from.channels());
    return graph.after(from, layer, (int) layer.outputChannels(from.channels()));
  }

  /** Whether there are windows, which can be read backwards. */
  boolean windowed() {
    return windowed;
  }

  /** The rows of a window from the last to the first. */
  Branch reversed(Branch from) {
    return graph.after(from, new TimeReversal(graph.name("reversal")), from.channels());
  }

  /** What is left of a window of {@code size} frames as {@code count} rows again. */
  Branch repeated(Branch from, int size, int count) {
    Layer layer = new Repetition(graph.name("repeat"), count);
    String name = graph.after(from, layer, from.channels()).name();
    return new Branch(name, from.channels(), 1, count - size);
  }

  /** The block of channels that a split gives. */
  Branch channels(Branch from, List<Integer> channels) {
    return graph.after(from, new ChannelSelection(graph.name("select"), channels), channels.size());
  }

  Branch activated(Branch from, Activation activation) {
    return graph.after(from, new ActivationLayer(graph.name("act"), activation), from.channels());
  }

  Branch constant(Branch from, Arithmetic operation, float constant) {
    return graph.after(
        from,
        new ConstantArithmetic(graph.name("const"), operation, Weights.of(constant), false, true),
        from.channels());
  }

  Branch reduced(Branch from, Reduction kind) {
    return graph.after(from, new ChannelReduction(graph.name("reduce"), kind), 1);
  }

  Branch merged(Arithmetic operation, Branch... branches) {
    int channels = 1;
    for (Branch branch : branches) {
      channels = Math.max(channels, branch.channels());
    }
    return graph.joined(new Merge(graph.name("merge"), operation), channels, branches);
  }

  /** A choice by a constant condition: one by values near a bound would be another in float32. */
  Branch chosen(Branch whenTrue, Branch whenFalse) {
    float[] condition = new float[Math.max(whenTrue.channels(), whenFalse.channels())];
    for (int c = 0; c < condition.length; c++) {
      condition[c] = random.nextInt(2);
    }
    Where where =
        new Where(graph.name("where"), Weights.of(condition), Weights.none(), Weights.none());
    return graph.joined(where, condition.length, whenTrue, whenFalse);
  }

  Branch concatenated(Branch... branches) {
    int channels = 0;
    for (Branch branch : branches) {
      channels += branch.channels();
    }
    return graph.joined(new Concatenation(graph.name("concat")), channels, branches);
  }

  /** One row for {@code rows} rows. */
  Branch collapsed(Branch from, int rows) {
    TimeCollapse.Kind[] kinds = TimeCollapse.Kind.values();
    TimeCollapse.Kind kind = kinds[random.nextInt(kinds.length)];
    String name = graph.name("collapse");
    Layer layer =
        kind == TimeCollapse.Kind.STEP
            ? TimeCollapse.step(name, random.nextBoolean() ? -1 : random.nextInt(-rows, rows))
            : TimeCollapse.of(name, kind);
    boolean flattens = ((TimeCollapse) layer).flattens();
    return graph.after(from, layer, flattens ? rows * from.channels() : from.channels());
  }

  /** A layer that sees one frame at a time. */
  Branch point(Branch from) {
    int channels = from.channels();
    return switch (random.nextInt(10)) {
      case 0 -> graph.after(from, batchNormalization(channels), channels);
      case 1 -> graph.after(from, layerNormalization(channels), channels);
      case 2 ->
          graph.after(from, new Softmax(graph.name("softmax"), random.nextBoolean()), channels);
      case 3 -> constantArithmetic(from);
      case 4 -> shuffled(from);
      case 5 ->
          graph.after(
              from,
              new ParametricRelu(
                  graph.name("prelu"), Weights.of(weights.perChannel(-0.5, 1, channels)), true),
              channels);
      case 6 -> positive(from);
      default -> activated(from, activation());
    };
  }

  /** A function that is good for positive values only, or squares, of values between ½ and 1½. */
  private Branch positive(Branch from) {
    Branch bounded = activated(from, Activation.SIGMOID);
    Branch positive = constant(bounded, Arithmetic.ADD, 0.5f);
    return activated(
        positive,
        random.nextInt(6) == 0 ? Activation.SQUARE : RandomActivations.ofPositive(random));
  }

  Activation activation() {
    return RandomActivations.any(random);
  }

  private Branch depthwise(Branch from, Taps taps, int excess) {
    int multiplier = random.nextInt(3) == 0 ? 2 : 1;
    int filters = from.channels() * multiplier;
    Layer layer =
        DepthwiseConvolution.named(graph.name("depthwise"))
            .kernelSize(taps.kernelSize())
            .depthMultiplier(multiplier)
            .stride(taps.stride())
            .dilation(taps.dilation())
            .padding(taps.padding())
            .kernel(weights.kernel(taps.kernelSize() * filters, taps.kernelSize()))
            .bias(weights.bias(filters))
            .activation(random.nextBoolean() ? Activation.LINEAR : activation())
            .build();
    return graph.after(from, layer, filters, taps.stride(), excess);
  }

  private Branch pooling(Branch from, int stride, int excess) {
    Taps pooled = taps.pooling(stride, excess);
    if (pooled == null) {
      return timePadding(from, stride, excess);
    }
    Pooling.Kind kind = random.nextBoolean() ? Pooling.Kind.MAX : Pooling.Kind.AVERAGE;
    return graph.after(
        from,
        new Pooling(graph.name("pool"), kind, pooled, random.nextBoolean()),
        from.channels(),
        stride,
        excess);
  }

  /** Cut off, put on, or shifted by cutting off here and putting on there. */
  private Branch timePadding(Branch from, int stride, int excess) {
    int left = random.nextInt(Math.min(0, excess) - 1, Math.max(0, excess) + 2);
    float value = random.nextInt(3) == 0 ? (float) random.nextDouble(-1, 1) : 0;
    return graph.after(
        from,
        new TimePadding(graph.name("pad"), left, excess - left, stride, value),
        from.channels(),
        stride,
        excess);
  }

  /** A padding of its own and a valid convolution, as a Pad node or ZeroPadding1D write causal. */
  private Branch paddedBefore(Branch from, int stride, int excess) {
    int kernelSize = random.nextInt(1, 5);
    int left = kernelSize - 1 + excess;
    Branch padded =
        graph.after(
            from, new TimePadding(graph.name("pad"), left, 0, 1, 0), from.channels(), 1, left);
    return convolution(padded, new Taps(kernelSize, stride, 1, Padding.VALID), 3, 1 - kernelSize);
  }

  /** Padding on both sides and a chop of the right one, as PyTorch's TCNs write causal. */
  private Branch choppedAfter(Branch from, int stride, int excess) {
    int kernelSize = random.nextInt(2, 5);
    int history = kernelSize - 1;
    Taps symmetric = new Taps(kernelSize, 1, 1, Padding.of(history, history));
    Branch longer = convolution(from, symmetric, from.channels(), history);
    return graph.after(
        longer,
        new TimePadding(graph.name("chop"), 0, excess - history, stride, 0),
        longer.channels(),
        stride,
        excess - history);
  }

  private Layer batchNormalization(int channels) {
    return new BatchNormalization(
        graph.name("batchnorm"),
        Weights.of(weights.between(0.5, 1.5, channels)),
        Weights.of(weights.between(-0.5, 0.5, channels)),
        Weights.of(weights.between(-0.5, 0.5, channels)),
        Weights.of(weights.between(0.5, 2, channels)),
        1e-3f,
        true);
  }

  /** The epsilon is large, because channels that are nearly equal magnify rounding by its root. */
  private Layer layerNormalization(int channels) {
    boolean affine = random.nextBoolean();
    return new LayerNormalization(
        graph.name("layernorm"),
        affine ? Weights.of(weights.between(0.5, 1.5, channels)) : Weights.none(),
        affine ? Weights.of(weights.between(-0.5, 0.5, channels)) : Weights.none(),
        0.05f,
        true);
  }

  private Branch constantArithmetic(Branch from) {
    int channels = from.channels() == 1 ? random.nextInt(1, 4) : from.channels();
    Weights constants = Weights.of(weights.perChannel(0.5, 2, channels));
    Arithmetic operation = CONTINUOUS.get(random.nextInt(CONTINUOUS.size()));
    boolean constantFirst = operation != Arithmetic.DIVIDE && random.nextBoolean();
    return graph.after(
        from,
        new ConstantArithmetic(graph.name("const"), operation, constants, constantFirst, true),
        Math.max(from.channels(), constants.size()));
  }

  private Branch shuffled(Branch from) {
    List<Integer> channels = new ArrayList<>();
    for (int c = 0; c < from.channels(); c++) {
      channels.add(c);
    }
    Collections.shuffle(channels, new Random(random.nextLong()));
    return channels(from, channels);
  }

  private int groups(int channels, int filters) {
    int groups = random.nextInt(1, 4);
    return channels % groups == 0 && filters % groups == 0 ? groups : 1;
  }
}
