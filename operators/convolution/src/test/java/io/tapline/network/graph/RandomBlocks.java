/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The blocks of which real networks are made. */
final class RandomBlocks {
  private final SplittableRandom random;
  private final RandomLayers layers;

  RandomBlocks(SplittableRandom random, RandomLayers layers) {
    this.random = random;
    this.layers = layers;
  }

  Branch any(Branch from) {
    int stride = from.stride() < 6 && random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1;
    return switch (random.nextInt(13)) {
      case 0 -> residual(from);
      case 1 -> gate(from);
      case 2 -> waveNet(from);
      case 3 -> inception(from, stride);
      case 4 -> stridedShortcut(from, stride);
      case 5 -> split(from);
      case 6 -> scaled(from);
      case 7 -> divided(from);
      case 8 -> layers.windowed() ? bothWays(from) : layers.recurrent(from);
      case 9 -> layers.recurrent(layers.overTime(from, stride));
      case 10, 11 -> layers.planes().block(from, stride);
      default -> layers.point(layers.overTime(from, stride));
    };
  }

  /** x + f(x), around layers that keep the length and may look ahead. */
  Branch residual(Branch from) {
    Branch around = layers.dense(path(from, 1, 0), from.channels());
    Branch sum =
        random.nextBoolean()
            ? layers.merged(Arithmetic.ADD, from, around)
            : layers.merged(Arithmetic.ADD, around, from);
    return random.nextBoolean() ? layers.activated(sum, Activation.RELU) : sum;
  }

  /** tanh · sigmoid, of two convolutions or of the halves of one. */
  Branch gate(Branch from) {
    int channels = random.nextInt(1, 4);
    Branch filter;
    Branch gate;
    if (random.nextBoolean()) {
      filter = layers.convolution(from, channels);
      gate = layers.convolution(from, channels);
    } else {
      Branch both = layers.convolution(from, 2 * channels);
      filter = layers.channels(both, range(0, channels));
      gate = layers.channels(both, range(channels, 2 * channels));
    }
    return layers.merged(
        Arithmetic.MULTIPLY,
        layers.activated(filter, Activation.TANH),
        layers.activated(gate, Activation.SIGMOID));
  }

  /** A stack of gates with residuals, whose skips are added at the end. */
  Branch waveNet(Branch from) {
    int channels = random.nextInt(1, 4);
    Branch residual = layers.dense(from, channels);
    List<Branch> skips = new ArrayList<>();
    int gates = random.nextInt(2, 4);
    for (int i = 0; i < gates; i++) {
      Branch gated = gate(residual);
      skips.add(layers.dense(gated, channels));
      if (i < gates - 1) {
        residual = layers.merged(Arithmetic.ADD, residual, layers.dense(gated, channels));
      }
    }
    return layers.merged(Arithmetic.ADD, skips.toArray(Branch[]::new));
  }

  /** Paths of one stride and excess side by side. */
  Branch inception(Branch from, int stride) {
    int excess = random.nextInt(-3, 2);
    Branch[] paths = new Branch[random.nextInt(2, 4)];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = path(from, stride, excess);
    }
    return layers.concatenated(paths);
  }

  /** Two paths that stride alike, the larger of which, the sum, or some channels of both go on. */
  Branch stridedShortcut(Branch from, int stride) {
    int excess = random.nextInt(-2, 2);
    int channels = random.nextInt(1, 4);
    Arithmetic[] operations = {
      Arithmetic.ADD, Arithmetic.SUBTRACT, Arithmetic.MAXIMUM, Arithmetic.MINIMUM
    };
    Branch one = layers.dense(path(from, stride, excess), channels);
    Branch other = layers.dense(layers.overTime(from, stride, excess), channels);
    return random.nextInt(3) == 0
        ? layers.chosen(one, other)
        : layers.merged(operations[random.nextInt(operations.length)], one, other);
  }

  /** Channels that go apart, and together again in another order. */
  Branch split(Branch from) {
    int half = from.channels() / 2;
    if (half == 0) {
      return residual(from);
    }
    Branch first = path(layers.channels(from, range(0, half)), 1, 0);
    Branch second = layers.channels(from, range(half, from.channels()));
    return layers.concatenated(second, first);
  }

  /** All channels times one, which is made of them all. */
  Branch scaled(Branch from) {
    Reduction[] kinds = Reduction.values();
    Branch one = layers.reduced(from, kinds[random.nextInt(kinds.length)]);
    Branch gate = layers.activated(layers.dense(path(one, 1, 0), 1), Activation.SIGMOID);
    return layers.merged(Arithmetic.MULTIPLY, gate, from);
  }

  /** A quotient whose divisor stays away from zero. */
  Branch divided(Branch from) {
    Branch dividend = layers.dense(path(from, 1, 0), 2);
    Branch divisor = layers.activated(layers.dense(from, 2), Activation.SIGMOID);
    return layers.merged(
        Arithmetic.DIVIDE, dividend, layers.constant(divisor, Arithmetic.ADD, 0.5f));
  }

  /** A recurrent layer backwards, alone or beside one forwards. */
  Branch bothWays(Branch from) {
    Branch backwards = layers.reversed(layers.recurrent(layers.reversed(from)));
    return random.nextInt(3) == 0
        ? backwards
        : layers.concatenated(layers.recurrent(from), backwards);
  }

  /** One to three layers over time, of that stride and excess in all. */
  private Branch path(Branch from, int stride, int excess) {
    Branch end = from;
    int before = 0;
    for (int i = random.nextInt(3); i > 0; i--) {
      int some = random.nextInt(4) == 0 ? random.nextInt(-2, 3) : 0;
      end = layers.overTime(end, 1, some);
      before += some;
      end = random.nextBoolean() ? layers.point(end) : end;
    }
    return layers.overTime(end, stride, excess - before);
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
