/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.Network;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Output;
import io.tapline.network.graph.Window;
import io.tapline.network.plan.LayerKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** A network with what its results are labelled by. Immutable and thread-safe. */
public final class Model {
  private final String name;
  private final String version;
  private final OptionalInt inputFrames;
  private final Optional<Window> window;
  private final NetworkGraph graph;
  private final boolean continuous;
  private final OptionalInt warmUp;
  private Network network;

  /**
   * @param name the model's name
   * @param version the model's version, as its author counts
   * @param inputFrames length of the recordings or windows that the author had in mind; streaming
   *     takes any length
   * @param window the windows to run in; none where the network runs over the whole stream, or in
   *     windows of {@code inputFrames}
   * @param graph the layers and the outputs, of which there must be one at least
   */
  public Model(
      String name,
      String version,
      OptionalInt inputFrames,
      Optional<Window> window,
      NetworkGraph graph) {
    this(name, version, inputFrames, window, graph, false, OptionalInt.empty());
  }

  private Model(
      String name,
      String version,
      OptionalInt inputFrames,
      Optional<Window> window,
      NetworkGraph graph,
      boolean continuous,
      OptionalInt warmUp) {
    this.name = Objects.requireNonNull(name, "name");
    this.version = Objects.requireNonNull(version, "version");
    this.inputFrames = Objects.requireNonNull(inputFrames, "inputFrames");
    this.window = Objects.requireNonNull(window, "window");
    this.graph = Objects.requireNonNull(graph, "graph");
    this.continuous = continuous;
    this.warmUp = warmUp;
  }

  /** A model for recordings of any length. */
  public static Model of(String name, String version, NetworkGraph graph) {
    return new Model(name, version, OptionalInt.empty(), Optional.empty(), graph);
  }

  /**
   * The same model, to run in other windows; the same as it is where neither is given.
   *
   * @param size frames of a window, at least 1; else as the model says, or as it declares its
   *     length
   * @param hop frames from one window's start to the next one's, at least 1; else the size
   * @throws InvalidModelException if no size is known
   */
  public Model inWindows(OptionalInt size, OptionalInt hop) throws InvalidModelException {
    if (size.isEmpty() && hop.isEmpty()) {
      return this;
    }
    int declared = window.map(Window::size).orElse(inputFrames.orElse(0));
    int frames = size.orElse(declared);
    if (frames == 0) {
      throw new InvalidModelException(
          List.of(
              "windows need a size, and the model declares no length; give it: hop="
                  + hop.getAsInt()));
    }
    Optional<Window> windows = Optional.of(new Window(frames, hop.orElse(frames)));
    return new Model(name, version, inputFrames, windows, graph, false, warmUp);
  }

  /**
   * The same model without windows, where it gives the last step of forward recurrent layers: their
   * state goes on through the stream, and each frame has an output. The numbers differ from those
   * of the windows that the model was trained on.
   *
   * @throws InvalidModelException if the model is another one, with the layers that say so
   */
  public Model continuous() throws InvalidModelException {
    OptionalInt trained = window.isPresent() ? OptionalInt.of(window.get().size()) : inputFrames;
    NetworkGraph stepless = ContinuousGraph.of(graph);
    return new Model(name, version, trained, Optional.empty(), stepless, true, warmUp);
  }

  /**
   * The same model, whose outputs that see everything since the segment began count as warm after
   * {@code frames} input frames instead of {@link #inputFrames()}.
   */
  public Model warmAfter(int frames) {
    OptionalInt warm = OptionalInt.of(frames);
    return new Model(name, version, inputFrames, window, graph, continuous, warm);
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  public OptionalInt inputFrames() {
    return inputFrames;
  }

  /**
   * Frames after which outputs that see everything since the segment began count as warm, where
   * that is another number than {@link #inputFrames()}.
   */
  public OptionalInt warmUp() {
    return warmUp;
  }

  public Optional<Window> window() {
    return window;
  }

  public NetworkGraph graph() {
    return graph;
  }

  /** The names of the outputs, in the graph's order. */
  public List<String> outputNames() {
    return graph.outputs().stream().map(Output::name).toList();
  }

  /**
   * The network, ready to run; it is compiled once. A network that needs whole windows and names no
   * windows runs in those of {@link #inputFrames()}, one behind the other.
   *
   * @throws io.tapline.network.graph.InvalidNetworkException if the layers do not fit each other or
   *     their windows, or need windows and there are none
   */
  public synchronized Network network() {
    if (network == null) {
      network =
          runningWindow()
              .map(windows -> Network.compile(graph, windows))
              // Trained on so many frames, an output that sees all before it is warm after them.
              .orElseGet(
                  () ->
                      Network.compile(
                          StreamPadding.of(graph, inputFrames).graph(),
                          warmUp.orElse(Math.max(1, inputFrames.orElse(1)))));
    }
    return network;
  }

  /** What running the network over a stream takes for granted of its length, a line for each. */
  public List<String> assumptions() {
    if (runningWindow().isPresent()) {
      return List.of();
    }
    List<String> assumptions = new ArrayList<>();
    if (continuous) {
      assumptions.add(
          "Window continuous: states go on through the stream, so that the numbers differ from"
              + " those of the windows that the model was trained on: "
              + (inputFrames.isPresent()
                  ? "trained frames=" + inputFrames.getAsInt()
                  : "its length is not declared"));
    }
    assumptions.addAll(StreamPadding.of(graph, inputFrames).assumptions());
    return assumptions;
  }

  /** Whether only those who run the network can say in which windows. */
  boolean lacksWindow() {
    return needsWindow() && runningWindow().isEmpty();
  }

  private Optional<Window> runningWindow() {
    if (window.isPresent() || inputFrames.isEmpty() || !needsWindow()) {
      return window;
    }
    return Optional.of(new Window(inputFrames.getAsInt(), inputFrames.getAsInt()));
  }

  /** Whether the model runs in windows only: a layer needs the whole of one. */
  public boolean needsWindow() {
    return LayerKinds.ALL.needsWindows(graph);
  }
}
