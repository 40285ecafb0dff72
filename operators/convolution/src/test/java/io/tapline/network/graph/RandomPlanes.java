/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.shape.TimePadding;
import java.util.SplittableRandom;

/** Blocks of layers of planes, which begin and end at frames without a height axis. */
final class RandomPlanes {
  private final SplittableRandom random;
  private final RandomWeights weights;
  private final RandomTaps taps;
  private final RandomLayers layers;
  private final GrowingGraph graph;

  RandomPlanes(SplittableRandom random, RandomTaps taps, RandomLayers layers, GrowingGraph graph) {
    this.random = random;
    this.weights = new RandomWeights(random);
    this.taps = taps;
    this.layers = layers;
    this.graph = graph;
  }

  /**
   * A place in a graph whose frames are planes.
   *
   * @param branch the place, with the channels of one position
   */
  private record Plane(Branch branch, int height) {
    int channels() {
      return branch.channels();
    }
  }

  /** Frames as planes, one to three layers over both axes, and frames again. */
  Branch block(Branch from, int stride) {
    Plane plane = plane(from);
    int strided = random.nextInt(3);
    for (int i = random.nextInt(3); i >= 0; i--) {
      plane = overBoth(plane, i == strided ? stride : 1, taps.anyExcess());
      plane = random.nextBoolean() ? point(plane) : plane;
    }
    return frames(random.nextInt(3) == 0 ? joined(plane) : plane);
  }

  /** What is left of planes when time collapses, which has a height axis for some layers yet. */
  Branch collapsed(Branch from, int rows) {
    Plane plane = plane(from);
    TimeCollapse.Kind[] kinds = TimeCollapse.Kind.values();
    TimeCollapse collapse = TimeCollapse.of(name("collapse"), kinds[random.nextInt(kinds.length)]);
    if (collapse.flattens()) {
      int values = rows * plane.height() * plane.channels();
      return after(plane.branch(), collapse, 1, values).branch();
    }
    Plane left = after(plane.branch(), collapse, plane.height(), plane.channels());
    return frames(random.nextBoolean() ? point(left) : left);
  }

  private Plane plane(Branch from) {
    int channels = random.nextInt(1, 4);
    int height = random.nextInt(2, 6);
    if (from.channels() > 1 && random.nextBoolean()) {
      channels = 1;
      height = from.channels();
    }
    Branch values =
        from.channels() == height * channels ? from : layers.dense(from, height * channels);
    return after(values, new Reframe(name("plane"), height, channels), height, channels);
  }

  private Branch frames(Plane plane) {
    Reduction[] kinds = Reduction.values();
    return random.nextInt(3) == 0
        ? after(
                plane.branch(),
                new HeightReduction(name("height"), kinds[random.nextInt(kinds.length)]),
                1,
                plane.channels())
            .branch()
        : after(
                plane.branch(),
                new Reframe(name("frame"), 1, plane.height() * plane.channels()),
                1,
                plane.height() * plane.channels())
            .branch();
  }

  private Plane overBoth(Plane from, int stride, int excess) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> depthwise(from, taps.convolution(stride, excess), excess);
      case 2, 3 -> pooling(from, stride, excess);
      case 4 -> overTime(from, stride, excess);
      default -> convolution(from, taps.convolution(stride, excess), excess);
    };
  }

  private Plane convolution(Plane from, Taps over, int excess) {
    HeightTaps height = height(from.height());
    int filters = random.nextInt(1, 5);
    int groups = random.nextInt(1, 4);
    if (from.channels() % groups != 0 || filters % groups != 0) {
      groups = 1;
    }
    int terms = over.kernelSize() * height.kernelSize() * (from.channels() / groups);
    Layer layer =
        PlaneConvolution.named(name("conv"))
            .filters(filters)
            .kernelSize(over.kernelSize())
            .stride(over.stride())
            .dilation(over.dilation())
            .padding(over.padding())
            .height(height)
            .groups(groups)
            .kernel(weights.kernel(terms * filters, terms))
            .bias(weights.bias(filters))
            .activation(random.nextBoolean() ? Activation.LINEAR : layers.activation())
            .build();
    return after(from, layer, height, filters, over.stride(), excess);
  }

  private Plane depthwise(Plane from, Taps over, int excess) {
    HeightTaps height = height(from.height());
    int multiplier = random.nextInt(3) == 0 ? 2 : 1;
    int filters = from.channels() * multiplier;
    int terms = over.kernelSize() * height.kernelSize();
    Layer layer =
        PlaneDepthwiseConvolution.named(name("depthwise"))
            .depthMultiplier(multiplier)
            .kernelSize(over.kernelSize())
            .stride(over.stride())
            .dilation(over.dilation())
            .padding(over.padding())
            .height(height)
            .kernel(weights.kernel(terms * filters, terms))
            .bias(weights.bias(filters))
            .activation(random.nextBoolean() ? Activation.LINEAR : layers.activation())
            .build();
    return after(from, layer, height, filters, over.stride(), excess);
  }

  private Plane pooling(Plane from, int stride, int excess) {
    Taps over = taps.pooling(stride, excess);
    if (over == null) {
      return overTime(from, stride, excess);
    }
    int kernelSize = random.nextInt(1, Math.min(3, from.height()) + 1);
    HeightTaps height =
        new HeightTaps(
            kernelSize,
            random.nextInt(1, 3),
            1,
            random.nextInt(kernelSize),
            random.nextInt(kernelSize));
    Layer layer = new PlanePooling(name("pool"), kind(), over, height, random.nextBoolean());
    return after(from, layer, height, from.channels(), stride, excess);
  }

  /** Layers over time alone, which see each value of a plane for itself. */
  private Plane overTime(Plane from, int stride, int excess) {
    Taps over = random.nextBoolean() ? taps.pooling(stride, excess) : null;
    Layer layer =
        over == null
            ? new TimePadding(name("pad"), excess, 0, stride, 0)
            : new Pooling(name("pool"), kind(), over, random.nextBoolean());
    return after(from, layer, HeightTaps.POINT, from.channels(), stride, excess);
  }

  private Pooling.Kind kind() {
    return random.nextBoolean() ? Pooling.Kind.MAX : Pooling.Kind.AVERAGE;
  }

  /** A layer that sees one frame at a time. */
  private Plane point(Plane from) {
    int values = from.height() * from.channels();
    Branch branch = from.branch();
    return switch (random.nextInt(6)) {
      case 0 -> new Plane(layers.dense(branch, random.nextInt(1, 4)), from.height());
      case 1 -> {
        Weights each = Weights.of(weights.between(0.5, 2, values));
        Layer layer =
            random.nextBoolean()
                ? new ParametricRelu(name("prelu"), each, true)
                : new ConstantArithmetic(name("const"), Arithmetic.ADD, each, true, true);
        yield after(branch, layer, from.height(), from.channels());
      }
      case 2 -> new Plane(layers.reduced(branch, Reduction.AVERAGE), from.height());
      default ->
          from.channels() > 1
              ? new Plane(layers.point(branch), from.height())
              : new Plane(layers.activated(branch, layers.activation()), from.height());
    };
  }

  /** A plane and what a layer makes of each of its frames, together again. */
  private Plane joined(Plane from) {
    Branch scaled =
        layers.activated(layers.dense(from.branch(), random.nextInt(1, 3)), Activation.TANH);
    Branch both =
        scaled.channels() == 1 || scaled.channels() == from.channels()
            ? layers.merged(Arithmetic.MULTIPLY, scaled, from.branch())
            : layers.concatenated(from.branch(), scaled);
    return new Plane(both, from.height());
  }

  /** Any taps that leave at least one position. */
  private HeightTaps height(int positions) {
    int kernelSize = random.nextInt(1, 4);
    int dilation = random.nextInt(4) == 0 ? 2 : 1;
    int reach = (kernelSize - 1) * dilation;
    int before = random.nextInt(reach + 2);
    int after = random.nextInt(reach + 2);
    int lacking = reach + 1 - positions - before - after;
    int stride = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 1;
    return new HeightTaps(kernelSize, stride, dilation, before + Math.max(0, lacking), after);
  }

  private Plane after(Branch from, Layer layer, int height, int channels) {
    return new Plane(graph.after(from, layer, channels), height);
  }

  private Plane after(
      Plane from, Layer layer, HeightTaps over, int channels, int stride, int excess) {
    Branch branch = graph.after(from.branch(), layer, channels, stride, excess);
    return new Plane(branch, (int) over.outputs(from.height()));
  }

  private String name(String kind) {
    return graph.name(kind + "2d");
  }
}
