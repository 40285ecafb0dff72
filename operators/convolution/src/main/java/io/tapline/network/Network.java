/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.kernel.KernelChoice;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Parameters;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A graph of layers compiled for streaming. Immutable and thread-safe: one network serves all
 * devices of all threads.
 *
 * <p>Frames go in one after another, and each output comes as soon as the newest frame that it sees
 * is there; where layers look ahead, the last outputs come when the segment is finished. Whatever
 * the frames are cut into, the outputs have the same bits, and they equal those of the same layers
 * over the whole recording; in windows, those of the layers over each window.
 */
public final class Network {
  private final NetworkGraph graph;
  private final Window window;
  private final List<NetworkLayer> layers;
  private final List<NetworkOutput> outputs;
  private final List<Integer> sharedByWindows;
  private final long receptiveField;
  private final long fingerprint;
  private final Memory memory;
  private final Programs programs;

  private Network(NetworkGraph graph, Window window, Planner plan) {
    this.graph = graph;
    this.window = window;
    this.layers = List.copyOf(plan.layers());
    this.outputs =
        graph.outputs().stream()
            .map(output -> output(output.name(), plan.position(output.source())))
            .toList();
    this.sharedByWindows = sharedByWindows(layers);
    this.receptiveField =
        outputs.stream().mapToLong(NetworkOutput::receptiveField).max().orElseThrow();
    this.fingerprint = Fingerprint.of(this);
    this.memory = new Memory(this);
    this.programs = new Programs(this);
  }

  /**
   * Compiles a sequence of layers, whose output is called {@code output}.
   *
   * @param inputChannels channels of an input frame
   * @param layers from input to output
   * @throws InvalidNetworkException if layers do not fit each other or their weights; it tells
   *     every misfit
   */
  public static Network compile(int inputChannels, List<? extends Layer> layers) {
    return compile(NetworkGraph.sequence(inputChannels, layers, "output"));
  }

  /**
   * Compiles a graph that keeps time.
   *
   * @throws InvalidNetworkException if the layers do not fit each other or their weights, cannot be
   *     streamed, or collapse time; it tells every problem
   */
  public static Network compile(NetworkGraph graph) {
    return compileOrThrow(graph, null);
  }

  /**
   * Compiles a graph to run over windows. An output that keeps time gives all frames of a window
   * side by side, the oldest first.
   *
   * @throws InvalidNetworkException if the layers do not fit each other or their weights, or the
   *     window is too short for them; it tells every problem
   */
  public static Network compile(NetworkGraph graph, Window window) {
    return compileOrThrow(WindowedOutputs.of(graph, window), window);
  }

  private static Network compileOrThrow(NetworkGraph graph, Window window) {
    List<String> problems = new ArrayList<>();
    Planner plan = new Planner(graph, window, problems);
    if (!problems.isEmpty()) {
      throw new InvalidNetworkException(problems);
    }
    return new Network(graph, window, plan);
  }

  private NetworkOutput output(String name, int source) {
    Flow flow = flow(source);
    Timing timing = flow.timing();
    return new NetworkOutput(
        name,
        source,
        flow.channels(),
        timing.stride(),
        timing.broughtBy(0),
        timing.receptiveField());
  }

  /** Streams of which layers that are computed anew for each window read a whole window. */
  private static List<Integer> sharedByWindows(List<NetworkLayer> layers) {
    TreeSet<Integer> shared = new TreeSet<>();
    for (NetworkLayer place : layers) {
      if (place.execution() == Execution.RECOMPUTED) {
        for (int i = 0; i < place.inputs().size(); i++) {
          if (place.inputs().get(i).is(Execution.STREAMED)) {
            shared.add(place.sources().get(i));
          }
        }
      }
    }
    return List.copyOf(shared);
  }

  /** The graph that it was compiled of. */
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

  /** Channels of the first output. */
  public int outputChannels() {
    return outputs.get(0).channels();
  }

  /** The layers, each after those that it reads. */
  public List<NetworkLayer> layers() {
    return layers;
  }

  /** Input frames that one output sees, of the output that sees most. */
  public int receptiveField() {
    return (int) receptiveField;
  }

  /** Index of the input frame that brings the first output, of the output that comes last. */
  public int delay() {
    return (int) outputs.stream().mapToLong(NetworkOutput::delay).max().orElseThrow();
  }

  /** Input frames from one frame of the first output to the next. */
  public int outputStride() {
    return (int) outputs.get(0).stride();
  }

  /** Bytes of the saved state of one device. */
  public long stateBytes() {
    long floats = layers.stream().mapToLong(this::savedFloats).sum();
    for (int shared : sharedByWindows) {
      floats += windowRing(shared).floats();
    }
    return StateLayout.bytes(floats);
  }

  /**
   * Bytes that a job keeps of one device for the network: {@link #stateBytes()} and what {@link
   * ObservedValues} keep of each frame of the receptive field.
   */
  public long deviceStateBytes() {
    return stateBytes() + ObservedValues.stateBytes(receptiveField(), inputChannels());
  }

  private long savedFloats(NetworkLayer place) {
    return place.execution() == Execution.RECOMPUTED ? 0 : place.ringFloats();
  }

  /**
   * Multiply-adds that one input frame costs on average, rounded up: a layer behind strides costs
   * less per input frame, one that is computed anew for overlapping windows more.
   */
  public long multiplyAddsPerFrame() {
    double work = 0;
    for (NetworkLayer place : layers) {
      work += place.multiplyAddsPerFrame(window);
    }
    return (long) Math.ceil(work);
  }

  /** The number of parameters of all layers. */
  public Parameters parameters() {
    return layers.stream()
        .map(place -> place.layer().parameters())
        .reduce(Parameters.NONE, Parameters::plus);
  }

  /** The same for networks that compute the same in the same way; names do not count. */
  public long fingerprint() {
    return fingerprint;
  }

  /**
   * Frames of an output over a segment of {@code frames} input frames, once it is finished: as many
   * as the offline model gives.
   */
  public long outputLength(int output, long frames) {
    return flow(outputs.get(output).layer()).timing().length(frames);
  }

  /** Whether outputs may be left to come when a segment is finished. */
  public boolean looksAhead() {
    return window == null
        && outputs.stream().anyMatch(output -> flow(output.layer()).timing().mostFlushed() > 0);
  }

  /** A state at the start of a segment: every ring holds zeros. */
  public NetworkState newState() {
    return new NetworkState(this);
  }

  /**
   * Reads what {@link NetworkState#write} wrote, of this release or an earlier one.
   *
   * @throws StateMismatchException if another network wrote it
   * @throws IOException if the version is not known, or the bytes are cut short or corrupt
   */
  public NetworkState readState(DataInput in) throws IOException {
    return NetworkState.read(this, in);
  }

  /** A processor for one thread. */
  public NetworkProcessor newProcessor() {
    return newProcessor(choice -> {});
  }

  /**
   * A processor for one thread.
   *
   * @param log told once which kernels compute the network, and why: now, or when that has been
   *     found out
   */
  public NetworkProcessor newProcessor(Consumer<String> log) {
    return new NetworkProcessor(this, KernelChoice.here(), log);
  }

  /** The stream that the layer at {@code source} gives, or the input for -1. */
  Flow flow(int source) {
    return source < 0
        ? new Flow(
            inputChannels(), Timing.INPUT, Execution.STREAMED, window == null ? 0 : window.size())
        : layers.get(source).output();
  }

  /** Streams of which whole windows are kept, ascending. */
  List<Integer> sharedByWindows() {
    return sharedByWindows;
  }

  /** The ring that keeps what has come of a window of a stream before the window's last frame. */
  RingShape windowRing(int source) {
    Flow flow = flow(source);
    return RingShape.of(flow.timing().emitted(window.size() - 1L), flow);
  }

  /** Where a device's rings lie. */
  Memory memory() {
    return memory;
  }

  /** The layers as kernels of some kind compute them. */
  Programs programs() {
    return programs;
  }
}
