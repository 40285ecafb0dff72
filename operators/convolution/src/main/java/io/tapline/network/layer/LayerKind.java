/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import java.util.List;
import java.util.function.Supplier;

/**
 * A kind of layer: all that a network needs to know of its layers. Stateless and thread-safe. A new
 * kind is a package with its layer, its kind and its stage, and one row in the table of kinds.
 *
 * @param <L> the layers of this kind
 */
public interface LayerKind<L extends Layer> {

  /** What a layer does with time. */
  enum Role {
    /** Reads one stream through its taps. */
    THROUGH,
    /** Reads branches, frame j with frame j. */
    JOIN,
    /** Gives each frame of a window from all of them, as what reads backwards does. */
    WHOLE_WINDOW,
    /** Makes one frame of all frames of a window. */
    COLLAPSE,
    /** Makes frames of a window of what a window has collapsed to. */
    REPEAT
  }

  /** The class of the layers. */
  Class<L> layerType();

  /** What its layers do with time. */
  default Role role() {
    return Role.THROUGH;
  }

  /** How many inputs a layer takes. */
  default InputCount inputs(L layer) {
    return InputCount.ONE;
  }

  /** Whether padding may be negative: frames are cut off. */
  default boolean crops() {
    return false;
  }

  /**
   * Whether its layers take frames that are planes. Each input is then of one or more positions
   * with channels, one behind the other.
   */
  default boolean takesPlanes() {
    return false;
  }

  /**
   * Reports everything that keeps a layer from being what it says. Its taps have been checked.
   *
   * @param inputs frames of each input; unknown where an earlier problem hides them
   */
  void check(L layer, List<FrameShape> inputs, LayerProblems problems);

  /**
   * Frames of the output, unless the layer flattens a window.
   *
   * @param inputs frames of each input, all known
   */
  default FrameShape output(L layer, List<FrameShape> inputs) {
    return new FrameShape(
        layer.outputHeight(inputs.get(0).height()), layer.outputChannels(channels(inputs)));
  }

  /** Frames of the output whatever the input is; unknown if they depend on it. */
  default FrameShape outputOfAnyInput(L layer) {
    return FrameShape.UNKNOWN;
  }

  /**
   * For layers that collapse time: what is left of a window.
   *
   * @param input the stream; it has the frames of one window
   * @return what the one frame holds; unknown if a problem was reported
   */
  default FrameShape collapse(L layer, StreamShape input, LayerProblems problems) {
    return output(layer, List.of(input.frame()));
  }

  /** For layers that repeat: frames of the output over one window. */
  default long repeats(L layer) {
    return 1;
  }

  /**
   * When the frames of the output come.
   *
   * @param taps what an output reads, with its padding resolved for the length of the input
   * @param inputs when those of each input come
   */
  default StreamTiming timing(L layer, Taps taps, List<StreamTiming> inputs) {
    return inputs.get(0).through(taps);
  }

  /**
   * What is kept of a device between calls: a ring for each input, in order, even if it is empty;
   * then vectors of the layer's own. In windows all start at zero for each window, unless the layer
   * is streamed.
   */
  default List<StateSlot> state(L layer, LayerPlace place) {
    return List.of(RingShape.of(place.taps().history(), place.input().values()));
  }

  /**
   * Adds what the layer computes beyond its {@linkplain Layer#type() type}: every parameter and
   * weight on which an output depends. Part of the state's contract: it may never change.
   */
  void fingerprint(L layer, FingerprintSink sink);

  /**
   * Whether networks of layers of this kind could have state before networks were graphs; their
   * fingerprints are encoded as they were then. False for every new kind.
   */
  default boolean isOfFirstFormat() {
    return false;
  }

  /** Multiply-adds for one output frame: by default as many at each position of a plane. */
  default long multiplyAdds(L layer, List<FrameShape> inputs) {
    return inputs.get(0).height() * layer.multiplyAdds(channels(inputs));
  }

  /** Values that the stage owns besides copies of its inputs. */
  default double scratchValues(L layer, LayerPlace place) {
    return 0;
  }

  /**
   * Packs the weights in the order in which the kernels read them: once for all threads.
   *
   * @return makes the stage of a thread
   */
  Supplier<Stage> stage(L layer, LayerPlace place, Kernels kernels);

  private static int[] channels(List<FrameShape> frames) {
    return frames.stream().mapToInt(frame -> (int) frame.channels()).toArray();
  }
}
