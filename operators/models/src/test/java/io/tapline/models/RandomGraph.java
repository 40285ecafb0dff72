/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A model with a random graph: layers of every class with random settings, branches that meet, one
 * or more outputs. The layers fit each other, and branches that meet keep their lengths.
 */
final class RandomGraph {
  private static final int WINDOW = 64;
  private static final int MOST_CHANNELS = 24;

  /** The timeline of what is one frame for each window. */
  private static final int COLLAPSED = -1;

  /**
   * What a layer, or the input, gives.
   *
   * @param length in a window of {@link #WINDOW} frames
   * @param timeline the same for those whose lengths agree for every length of the input
   */
  private record Branch(String name, int channels, int length, int timeline) {}

  private final SplittableRandom random;
  private final boolean windowed;
  private final List<Branch> branches = new ArrayList<>();
  private final NetworkGraph.Builder graph;
  private int timelines = 1;

  private RandomGraph(SplittableRandom random) {
    this.random = random;
    this.windowed = random.nextBoolean();
    int channels = 1 + random.nextInt(4);
    this.graph = NetworkGraph.builder(channels);
    branches.add(new Branch(NetworkGraph.INPUT, channels, WINDOW, 0));
  }

  static Model model(long seed) {
    return new RandomGraph(new SplittableRandom(seed)).model();
  }

  private Model model() {
    int layers = 1 + random.nextInt(12);
    while (branches.size() <= layers) {
      addLayer();
    }
    int outputs = 1 + random.nextInt(3);
    List<Branch> sources = new ArrayList<>(branches.subList(1, branches.size()));
    Branch last = sources.remove(sources.size() - 1);
    graph.output("out", last.name());
    for (int i = 1; i < outputs && !sources.isEmpty(); i++) {
      graph.output("out-" + i, sources.remove(random.nextInt(sources.size())).name());
    }
    return new Model(
        "random",
        "1",
        random.nextBoolean() ? OptionalInt.of(WINDOW) : OptionalInt.empty(),
        windowed ? Optional.of(new Window(WINDOW, 1 + random.nextInt(WINDOW))) : Optional.empty(),
        graph.build());
  }

  private void addLayer() {
    // The newest ones more often, so that graphs grow deep.
    int back = Math.min(random.nextInt(branches.size()), random.nextInt(branches.size()));
    Branch input = branches.get(branches.size() - 1 - back);
    String name = name(branches.size());
    if (random.nextInt(4) == 0) {
      addMeeting(name, input);
    } else if (input.timeline() != COLLAPSED && random.nextInt(5) == 0) {
      addPlanes(name, input);
    } else {
      addTo(layer(name, input), input);
    }
  }

  /** Plain names, and names that need quotes. */
  private String name(int index) {
    String[] forms = {"layer-%d", "/block %d/Conv", "%d", "a \"%d\"", "ß%d: x, [y]", "no%d"};
    return forms[random.nextInt(forms.length)].formatted(index);
  }

  private void addMeeting(String name, Branch first) {
    List<Branch> met = new ArrayList<>(List.of(first));
    boolean concatenates = random.nextBoolean();
    for (Branch other : branches) {
      boolean fits = concatenates || other.channels() == first.channels() || other.channels() == 1;
      if (other.timeline() == first.timeline() && fits && random.nextBoolean()) {
        met.add(other);
      }
    }
    int channels = concatenates ? met.stream().mapToInt(Branch::channels).sum() : first.channels();
    if (met.size() < 2 || channels > MOST_CHANNELS) {
      return;
    }
    Layer layer = concatenates ? new Concatenation(name) : new Merge(name, operation(met.size()));
    graph.add(layer, met.stream().map(Branch::name).toArray(String[]::new));
    branches.add(new Branch(name, channels, first.length(), first.timeline()));
  }

  /** Only sums and the like are of more than two. */
  private Arithmetic operation(int operands) {
    Arithmetic operation = any(Arithmetic.values());
    return operands > 2 && !operation.chains() ? Arithmetic.ADD : operation;
  }

  private void addTo(Layer layer, Branch input) {
    boolean needsTime =
        layer instanceof TimeCollapse
            || layer instanceof RecurrentLayer
            || layer instanceof TimeReversal
            || !layer.taps().equals(Taps.POINT);
    boolean repeats = layer instanceof Repetition;
    if (input.timeline() == COLLAPSED ? needsTime : repeats) {
      return;
    }
    Taps taps = layer.taps().forLength(input.length());
    long channels = layer.outputChannels(input.channels());
    long length = taps.outputs(input.length());
    int timeline = length == input.length() && taps.stride() == 1 ? input.timeline() : timelines++;
    if (layer instanceof TimeCollapse collapse) {
      channels = collapse.flattens() ? (long) input.channels() * input.length() : input.channels();
      length = 1;
      timeline = COLLAPSED;
    }
    if (layer instanceof Repetition repetition) {
      length = repetition.count();
      timeline = timelines++;
    }
    if (length < 1 || length > 2 * WINDOW || channels > MOST_CHANNELS * WINDOW) {
      return;
    }
    graph.add(layer, input.name());
    branches.add(new Branch(layer.name(), (int) channels, (int) length, timeline));
  }

  private void addPlanes(String name, Branch input) {
    boolean pooling = random.nextBoolean();
    Taps taps = taps();
    if (pooling) {
      taps = new Taps(taps.kernelSize(), taps.stride(), taps.dilation(), withinPool(taps), false);
    }
    int length = (int) taps.forLength(input.length()).outputs(input.length());
    if (length < 1 || length > 2 * WINDOW || input.channels() > MOST_CHANNELS) {
      return;
    }
    String before = input.name();
    long channels = input.channels();
    for (Layer layer : new RandomPlanes(random).chain(name, input.channels(), taps, pooling)) {
      before = graph.add(layer, before);
      // Constants of a plane do not widen it.
      boolean keeps = layer instanceof ConstantArithmetic;
      channels = keeps ? channels : layer.outputChannels((int) channels);
    }
    branches.add(new Branch(name, (int) channels, length, timelines++));
  }

  private Layer layer(String name, Branch input) {
    int channels = input.channels();
    boolean trainable = random.nextBoolean();
    return switch (random.nextInt(channels > MOST_CHANNELS ? 1 : 18)) {
      case 0, 1 -> convolution(name, channels, trainable);
      case 2 -> depthwise(name, channels, trainable);
      case 3 ->
          new BatchNormalization(
              name,
              random.nextBoolean() ? weights(channels) : Weights.none(),
              random.nextBoolean() ? weights(channels) : Weights.none(),
              weights(channels),
              Weights.of(new float[channels]),
              (float) random.nextDouble(1e-6, 1e-2),
              trainable);
      case 4 -> new ActivationLayer(name, activation());
      case 5 -> pooling(name);
      case 6 ->
          new LayerNormalization(
              name,
              random.nextBoolean() ? weights(channels) : Weights.none(),
              random.nextBoolean() ? weights(channels) : Weights.none(),
              (float) random.nextDouble(1e-6, 1e-2),
              trainable);
      case 7 -> new ParametricRelu(name, weights(random.nextBoolean() ? 1 : channels), trainable);
      case 8 -> new Softmax(name, trainable);
      case 9 -> constant(name, channels, trainable);
      case 10 -> selection(name, channels);
      case 11 -> new ChannelReduction(name, any(Reduction.values()));
      case 12 -> timePadding(name);
      case 13 -> new RandomRecurrent(random).layer(name, channels);
      case 15 -> new Repetition(name, 1 + random.nextInt(5));
      case 14 -> windowed ? new TimeReversal(name) : new Softmax(name, trainable);
      case 16 -> new Where(name, weights(channels), weights(1), Weights.none());
      default -> windowed ? collapse(name, input.length()) : new Softmax(name, trainable);
    };
  }

  private Layer convolution(String name, int channels, boolean trainable) {
    int groups = channels % 2 == 0 && random.nextBoolean() ? 2 : 1;
    int filters = groups * (1 + random.nextInt(4));
    Taps taps = taps();
    return new Convolution(
        name,
        filters,
        taps.kernelSize(),
        taps.stride(),
        taps.dilation(),
        groups,
        taps.padding(),
        weights(taps.kernelSize() * (channels / groups) * filters),
        random.nextBoolean() ? weights(filters) : Weights.none(),
        activation(),
        trainable);
  }

  private Layer depthwise(String name, int channels, boolean trainable) {
    int multiplier = 1 + random.nextInt(3);
    Taps taps = taps();
    return new DepthwiseConvolution(
        name,
        taps.kernelSize(),
        multiplier,
        taps.stride(),
        taps.dilation(),
        taps.padding(),
        weights(taps.kernelSize() * channels * multiplier),
        random.nextBoolean() ? weights(channels * multiplier) : Weights.none(),
        activation(),
        trainable);
  }

  private Layer pooling(String name) {
    Taps taps = taps();
    boolean average = random.nextBoolean();
    boolean partial = random.nextInt(4) == 0;
    return new Pooling(
        name,
        average ? Pooling.Kind.AVERAGE : Pooling.Kind.MAX,
        new Taps(taps.kernelSize(), taps.stride(), taps.dilation(), withinPool(taps), partial),
        average && random.nextBoolean());
  }

  /** A pool that spans padding alone would have no value. */
  private static Padding withinPool(Taps taps) {
    Padding padding = taps.padding();
    int most = (int) taps.history();
    return padding.mode() == Padding.Mode.EXPLICIT
        ? Padding.of(Math.min(padding.left(), most), Math.min(padding.right(), most))
        : padding;
  }

  private Layer constant(String name, int channels, boolean trainable) {
    int count = random.nextBoolean() ? 1 : channels == 1 ? 3 : channels;
    return new ConstantArithmetic(
        name, any(Arithmetic.values()), weights(count), random.nextBoolean(), trainable);
  }

  private Layer selection(String name, int channels) {
    int count = 1 + random.nextInt(channels);
    return new ChannelSelection(
        name, IntStream.range(0, count).mapToObj(i -> random.nextInt(channels)).toList());
  }

  private Layer timePadding(String name) {
    float[] values = {0f, -0f, 1.5f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 1e-30f};
    return new TimePadding(
        name,
        random.nextInt(-3, 4),
        random.nextInt(-3, 4),
        1 + random.nextInt(2),
        values[random.nextInt(values.length)]);
  }

  private Layer collapse(String name, int length) {
    TimeCollapse.Kind kind = any(TimeCollapse.Kind.values());
    return kind == TimeCollapse.Kind.STEP
        ? TimeCollapse.step(name, random.nextInt(-length, length))
        : TimeCollapse.of(name, kind);
  }

  private Taps taps() {
    int kernelSize = 1 + random.nextInt(4);
    int dilation = 1 + random.nextInt(3);
    int stride = 1 + random.nextInt(3);
    Padding padding =
        switch (random.nextInt(5)) {
          case 0 -> Padding.CAUSAL;
          case 1 -> Padding.VALID;
          case 2 -> Padding.SAME;
          case 3 -> Padding.SAME_LOWER;
          default -> Padding.of(random.nextInt(4), random.nextInt(4));
        };
    boolean needsLength = padding.dependsOnLength(stride) && !windowed;
    return new Taps(kernelSize, needsLength ? 1 : stride, dilation, padding);
  }

  private Activation activation() {
    Activation.Kind kind = any(Activation.Kind.values());
    float[] parameters = new float[kind.parameters().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i + (float) random.nextDouble();
    }
    return Activation.of(kind, parameters);
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private Weights weights(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Weights.of(values);
  }
}
