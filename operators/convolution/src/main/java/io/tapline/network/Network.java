/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.kernel.KernelChoice;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Parameters;
import io.tapline.network.plan.LayerKinds;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.run.KernelVariants;
import io.tapline.network.state.Fingerprint;
import io.tapline.network.state.SlotLayout;
import io.tapline.network.state.StateLayout;
import io.tapline.network.state.StateMismatchException;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
  private final NetworkPlan plan;
  private final long fingerprint;
  private final SlotLayout memory;
  private final StateLayout stateLayout;
  private final KernelVariants variants;

  private Network(NetworkPlan plan) {
    this.plan = plan;
    this.fingerprint = Fingerprint.of(plan);
    this.memory = new SlotLayout(plan);
    this.stateLayout = new StateLayout(plan, fingerprint, memory);
    this.variants = new KernelVariants(plan, memory);
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
    return compile(graph, 1);
  }

  /**
   * Compiles a graph that keeps time.
   *
   * @param warmUp input frames after which an output that sees everything since the segment began
   *     counts as warm, at least 1: such as the length of the windows that it was trained on.
   *     Without effect on outputs that see a number of frames
   * @throws InvalidNetworkException as {@link #compile(NetworkGraph)}, or if the warm-up is no
   *     number of frames that can be kept
   */
  public static Network compile(NetworkGraph graph, int warmUp) {
    return of(NetworkPlan.streaming(graph, warmUp, LayerKinds.ALL));
  }

  /**
   * Compiles a graph to run over windows. An output that keeps time gives all frames of a window
   * side by side, the oldest first.
   *
   * @throws InvalidNetworkException if the layers do not fit each other or their weights, or the
   *     window is too short for them; it tells every problem
   */
  public static Network compile(NetworkGraph graph, Window window) {
    return of(NetworkPlan.overWindows(graph, window, LayerKinds.ALL));
  }

  /** The network of a plan. */
  static Network of(NetworkPlan plan) {
    return new Network(plan);
  }

  /** The graph that it was compiled of. */
  public NetworkGraph graph() {
    return plan.graph();
  }

  /** Its windows; empty if it streams. */
  public Optional<Window> window() {
    return plan.window();
  }

  /** Channels of an input frame. */
  public int inputChannels() {
    return plan.inputChannels();
  }

  /** What leaves the network, in the order of the graph's outputs. */
  public List<NetworkOutput> outputs() {
    return plan.outputs();
  }

  /** Channels of the first output. */
  public int outputChannels() {
    return outputs().get(0).channels();
  }

  /** The layers, each after those that it reads. */
  public List<NetworkLayer> layers() {
    return plan.layers();
  }

  /** Whether an output sees everything since the segment began. */
  public boolean seesSinceStart() {
    return plan.seesSinceStart();
  }

  /**
   * Input frames that one output sees, of the output that sees most; of one that sees everything
   * since the segment began, the frames after which it counts as warm.
   */
  public int receptiveField() {
    return plan.receptiveField();
  }

  /** Index of the input frame that brings the first output, of the output that comes last. */
  public int delay() {
    return plan.delay();
  }

  /** Input frames from one frame of the first output to the next. */
  public int outputStride() {
    return (int) outputs().get(0).stride();
  }

  /** Bytes of the saved state of one device. */
  public long stateBytes() {
    return stateLayout.bytes();
  }

  /**
   * Bytes that a job keeps of one device for the network: {@link #stateBytes()} and what {@link
   * ObservedValues} keep of each frame of the receptive field.
   */
  public long deviceStateBytes() {
    return stateBytes() + ObservedValues.stateBytes(receptiveField(), inputChannels());
  }

  /**
   * Multiply-adds that one input frame costs on average, rounded up: a layer behind strides costs
   * less per input frame, one that is computed anew for overlapping windows more.
   */
  public long multiplyAddsPerFrame() {
    return (long) Math.ceil(plan.multiplyAddsPerFrame());
  }

  /** The number of parameters of all layers. */
  public Parameters parameters() {
    return plan.parameters();
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
    return plan.outputLength(output, frames);
  }

  /** Whether outputs may be left to come when a segment is finished. */
  public boolean looksAhead() {
    return plan.looksAhead();
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

  NetworkPlan plan() {
    return plan;
  }

  /** How a device's state is saved. */
  StateLayout stateLayout() {
    return stateLayout;
  }

  /** Where a device's state lies. */
  SlotLayout memory() {
    return memory;
  }

  /** The layers as kernels of some kind compute them. */
  KernelVariants variants() {
    return variants;
  }
}
