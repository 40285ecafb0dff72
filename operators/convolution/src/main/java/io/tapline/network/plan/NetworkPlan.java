/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.stage.RingShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is known of a network before any of it runs: its layers in the order in which they can run,
 * when the frames of each come, how they are computed and what must be kept for them. Immutable.
 */
public final class NetworkPlan {
  private final NetworkGraph graph;
  private final Window window;
  private final int warmUp;
  private final List<NetworkLayer> layers;
  private final List<NetworkOutput> outputs;
  private final List<Integer> sharedByWindows;

  private NetworkPlan(NetworkGraph graph, Window window, int warmUp, Planner planner) {
    this.graph = graph;
    this.window = window;
    this.warmUp = warmUp;
    this.layers = List.copyOf(planner.layers());
    this.outputs =
        graph.outputs().stream()
            .map(output -> output(output.name(), planner.position(output.source())))
            .toList();
    this.sharedByWindows = sharedByWindows(layers);
  }

  /**
   * Plans a graph that keeps time.
   *
   * @param warmUp input frames after which an output that sees everything since the segment began
   *     counts as warm, at least 1
   * @throws InvalidNetworkException with every problem
   */
  public static NetworkPlan streaming(NetworkGraph graph, int warmUp, LayerKinds kinds) {
    return planOrThrow(graph, null, warmUp, kinds);
  }

  /**
   * Plans a graph to run over windows. An output that keeps time is flattened.
   *
   * @throws InvalidNetworkException with every problem
   */
  public static NetworkPlan overWindows(NetworkGraph graph, Window window, LayerKinds kinds) {
    return planOrThrow(WindowedOutputs.of(graph, kinds), window, 1, kinds);
  }

  private static NetworkPlan planOrThrow(
      NetworkGraph graph, Window window, int warmUp, LayerKinds kinds) {
    List<String> problems = new ArrayList<>();
    Planner planner = new Planner(graph, window, kinds, problems);
    if (planner.layers().stream().anyMatch(layer -> layer.output().timing().sinceStart())) {
      SizeCheck.checkWarmUp(warmUp, problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidNetworkException(problems);
    }
    return new NetworkPlan(graph, window, warmUp, planner);
  }

  private NetworkOutput output(String name, int source) {
    StreamShape stream = stream(source);
    StreamTiming timing = stream.timing().warmAfter(warmUp);
    return new NetworkOutput(
        name,
        source,
        stream.values(),
        timing.stride(),
        timing.broughtBy(0),
        timing.receptiveField(),
        timing.sinceStart());
  }

  /** Streams of which layers that are computed anew for each window read a whole window. */
  private static List<Integer> sharedByWindows(List<NetworkLayer> layers) {
    TreeSet<Integer> shared = new TreeSet<>();
    for (NetworkLayer layer : layers) {
      if (layer.execution().isInsideWindow()) {
        for (int i = 0; i < layer.inputs().size(); i++) {
          if (layer.inputs().get(i).is(Execution.STREAMED)) {
            shared.add(layer.sources().get(i));
          }
        }
      }
    }
    return List.copyOf(shared);
  }

  /** The graph that it was planned of. */
  public NetworkGraph graph() {
    return graph;
  }

  /** Its windows; empty if it streams. */
  public Optional<Window> window() {
    return Optional.ofNullable(window);
  }

  /** Channels of an input frame. */
  public int inputChannels() {
    return graph.inputChannels();
  }

  /** What leaves the network, in the order of the graph's outputs. */
  public List<NetworkOutput> outputs() {
    return outputs;
  }

  /** The layers, each after those that it reads. */
  public List<NetworkLayer> layers() {
    return layers;
  }

  /** Input frames that one output sees, of the output that sees most. */
  public int receptiveField() {
    return (int) outputs.stream().mapToLong(NetworkOutput::receptiveField).max().orElseThrow();
  }

  /** Whether an output sees everything since the segment began. */
  public boolean seesSinceStart() {
    return outputs.stream().anyMatch(NetworkOutput::sinceStart);
  }

  /** When the frames of an output come, and what each of them sees. */
  public StreamTiming outputTiming(int output) {
    return stream(outputs.get(output).layer()).timing().warmAfter(warmUp);
  }

  /** Index of the input frame that brings the first output, of the output that comes last. */
  public int delay() {
    return (int) outputs.stream().mapToLong(NetworkOutput::delay).max().orElseThrow();
  }

  /** Multiply-adds that one input frame costs on average. */
  public double multiplyAddsPerFrame() {
    double work = 0;
    for (NetworkLayer layer : layers) {
      work += layer.multiplyAddsPerFrame(window);
    }
    return work;
  }

  /** The number of parameters of all layers. */
  public Parameters parameters() {
    return layers.stream()
        .map(layer -> layer.layer().parameters())
        .reduce(Parameters.NONE, Parameters::plus);
  }

  /** Frames of an output over a segment of {@code frames} input frames, as offline. */
  public long outputLength(int output, long frames) {
    return stream(outputs.get(output).layer()).timing().length(frames);
  }

  /** Whether outputs may be left to come when a segment is finished. */
  public boolean looksAhead() {
    return window == null
        && outputs.stream().anyMatch(output -> stream(output.layer()).timing().mostFlushed() > 0);
  }

  /** The stream that the layer at {@code source} gives, or the input for -1. */
  public StreamShape stream(int source) {
    return source < 0
        ? new StreamShape(
            new FrameShape(inputChannels()),
            StreamTiming.INPUT,
            Execution.STREAMED,
            window == null ? 0 : window.size())
        : layers.get(source).output();
  }

  /** Streams of which whole windows are kept, ascending. */
  public List<Integer> sharedByWindows() {
    return sharedByWindows;
  }

  /** The ring that keeps what has come of a window of a stream before the window's last frame. */
  public RingShape windowRing(int source) {
    StreamShape stream = stream(source);
    return RingShape.of(stream.timing().emitted(window.size() - 1L), stream.values());
  }
}
