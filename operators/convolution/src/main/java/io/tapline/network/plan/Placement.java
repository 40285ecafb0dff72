/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.Window;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.ConvolutionRing;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.stage.RingShape;
import java.util.List;

/**
 * Finds the place of a layer behind those that it reads: when its frames come, how they are
 * computed and what must be kept for them.
 *
 * <p>In windows, a layer is streamed as long as nothing of it depends on where a window begins or
 * ends: it pads nothing, and its frames fall on the same places in every window, for the hop is a
 * multiple of its rate. What follows a layer that is not streamed is not either.
 */
final class Placement {
  /** A window may have many more values than a frame. */
  private static final long MAX_FLATTENED = 1L << 24;

  private final Window window;
  private final LayerCheck check;
  private final List<String> problems;

  /**
   * @param window the windows; null for none
   * @param problems takes everything that is wrong
   */
  Placement(Window window, LayerCheck check, List<String> problems) {
    this.window = window;
    this.check = check;
    this.problems = problems;
  }

  /**
   * Places one layer.
   *
   * @param sources for each input, the position of the layer that it reads; -1 for the network's
   *     input
   * @param inputs the streams of these
   * @param channels channels of its output, unless it flattens a window
   * @return its place; null where a problem was noted
   */
  NetworkLayer place(Layer layer, List<Integer> sources, List<StreamShape> inputs, int channels) {
    if (layer instanceof TimeCollapse collapse) {
      return collapse(collapse, sources, inputs.get(0), channels);
    }
    if (inputs.stream().anyMatch(flow -> flow.is(Execution.PER_WINDOW))) {
      return afterCollapse(layer, sources, inputs, channels);
    }
    if (layer instanceof Merge || layer instanceof Concatenation) {
      return meeting(layer, sources, inputs, channels);
    }
    return through(layer, sources, inputs.get(0), channels);
  }

  private NetworkLayer through(Layer layer, List<Integer> sources, StreamShape in, int channels) {
    Taps taps = layer.taps();
    if (window != null) {
      taps = taps.forLength(in.windowFrames());
    } else if (taps.dependOnLength()) {
      problems.add(
          "padding same with a stride depends on the length, give a window or pad explicitly: layer="
              + layer.name()
              + ", stride="
              + taps.stride());
      return null;
    }
    long windowFrames = window == null ? 0 : taps.outputs(in.windowFrames());
    if (window != null && windowFrames == 0) {
      tooShort(layer);
      return null;
    }
    boolean streamed = in.is(Execution.STREAMED) && (window == null || isShared(taps, in));
    if (!streamed) {
      StreamShape out = new StreamShape(channels, in.timing(), Execution.RECOMPUTED, windowFrames);
      return new NetworkLayer(
          layer, sources, List.of(in), out, taps, List.of(ring(layer, taps, taps.history(), in)));
    }
    // What is cut off at the end is not there in any window; the stream goes on.
    Taps streaming = window == null ? taps : withoutRight(taps);
    StreamTiming timing = in.timing().through(streaming);
    long kept =
        layer instanceof TimePadding
            ? waiting(in.timing(), streaming, timing)
            : streaming.history();
    StreamShape out = new StreamShape(channels, timing, Execution.STREAMED, windowFrames);
    return new NetworkLayer(
        layer, sources, List.of(in), out, streaming, List.of(ring(layer, streaming, kept, in)));
  }

  private static RingShape ring(Layer layer, Taps taps, long kept, StreamShape in) {
    boolean convolves = layer instanceof Convolution || layer instanceof DepthwiseConvolution;
    return convolves ? ConvolutionRing.of(taps, in) : ring(kept, in);
  }

  private static RingShape ring(long frames, StreamShape stream) {
    return RingShape.of(frames, stream.channels());
  }

  /** Frames that wait until it is sure that they are not among those cut off at the end. */
  private static long waiting(StreamTiming in, Taps taps, StreamTiming out) {
    long natural = in.lead() + taps.lead() * in.stride();
    return -Math.floorDiv(natural - out.lead(), in.stride());
  }

  private static Taps withoutRight(Taps taps) {
    return taps.right() >= 0
        ? taps
        : new Taps(
            taps.kernelSize(),
            taps.stride(),
            taps.dilation(),
            Padding.of((int) taps.left(), 0),
            taps.partial());
  }

  private boolean isShared(Taps taps, StreamShape in) {
    return taps.left() <= 0
        && taps.right() <= 0
        && !taps.partial()
        && window.hop() % (in.timing().stride() * taps.stride()) == 0;
  }

  private NetworkLayer meeting(
      Layer layer, List<Integer> sources, List<StreamShape> inputs, int channels) {
    if (window == null) {
      return meetingOfStreams(layer, sources, inputs, channels);
    }
    long windowFrames = inputs.get(0).windowFrames();
    for (StreamShape flow : inputs) {
      if (flow.windowFrames() != windowFrames) {
        problems.add(
            "branches that meet differ in length: layer="
                + layer.name()
                + ", frames="
                + inputs.stream().map(StreamShape::windowFrames).toList());
        return null;
      }
    }
    boolean shared =
        inputs.stream()
            .allMatch(
                flow ->
                    flow.is(Execution.STREAMED)
                        && flow.timing().stride() == inputs.get(0).timing().stride());
    if (shared) {
      return met(layer, sources, inputs, channels, windowFrames);
    }
    StreamShape out =
        new StreamShape(channels, inputs.get(0).timing(), Execution.RECOMPUTED, windowFrames);
    return new NetworkLayer(layer, sources, inputs, out, Taps.POINT, noRings(inputs));
  }

  private NetworkLayer meetingOfStreams(
      Layer layer, List<Integer> sources, List<StreamShape> inputs, int channels) {
    StreamTiming first = inputs.get(0).timing();
    for (StreamShape flow : inputs) {
      StreamTiming timing = flow.timing();
      if (timing.stride() != first.stride()) {
        problems.add(
            "branches of different rates cannot meet: layer="
                + layer.name()
                + ", input frames per frame="
                + inputs.stream().map(branch -> branch.timing().stride()).toList());
        return null;
      }
      if (timing.slack() != first.slack()) {
        problems.add(
            "branches that meet differ in length, pad or crop one of them: layer="
                + layer.name()
                + ", frames beyond the input's="
                + inputs.stream().map(branch -> branch.timing().slack()).toList());
        return null;
      }
    }
    return met(layer, sources, inputs, channels, 0);
  }

  private NetworkLayer met(
      Layer layer,
      List<Integer> sources,
      List<StreamShape> inputs,
      int channels,
      long windowFrames) {
    StreamTiming timing = StreamTiming.join(inputs.stream().map(StreamShape::timing).toList());
    List<RingShape> rings =
        inputs.stream().map(flow -> ring(flow.timing().mostAheadOf(timing), flow)).toList();
    StreamShape out = new StreamShape(channels, timing, Execution.STREAMED, windowFrames);
    return new NetworkLayer(layer, sources, inputs, out, Taps.POINT, rings);
  }

  private NetworkLayer collapse(
      TimeCollapse layer, List<Integer> sources, StreamShape in, int channels) {
    if (window == null) {
      problems.add(
          "layer collapses time, so the network needs windows; give their size and hop: layer="
              + layer.name());
      return null;
    }
    if (in.is(Execution.PER_WINDOW)) {
      // Nothing is left to collapse: one frame is its own mean.
      StreamShape out = new StreamShape(channels, in.timing(), Execution.PER_WINDOW, 1);
      return new NetworkLayer(layer, sources, List.of(in), out, Taps.POINT, noRings(List.of(in)));
    }
    long frames = in.windowFrames();
    long step = layer.step() < 0 ? frames + layer.step() : layer.step();
    if (step < 0 || step >= frames) {
      problems.add(
          "time step does not exist in the window: layer="
              + layer.name()
              + ", frames="
              + frames
              + ", step="
              + layer.step());
      return null;
    }
    int width =
        layer.flattens()
            ? check.limitedChannels(layer, frames * in.channels(), MAX_FLATTENED)
            : channels;
    StreamShape out =
        new StreamShape(
            width, StreamTiming.ofWindows(window.size(), window.hop()), Execution.PER_WINDOW, 1);
    // What has come of a window before its last frame.
    long kept = in.is(Execution.STREAMED) ? in.timing().emitted(window.size() - 1L) : 0;
    return new NetworkLayer(layer, sources, List.of(in), out, Taps.POINT, List.of(ring(kept, in)));
  }

  private NetworkLayer afterCollapse(
      Layer layer, List<Integer> sources, List<StreamShape> inputs, int channels) {
    Taps taps = layer.taps();
    boolean point =
        taps.kernelSize() == 1 && taps.stride() == 1 && taps.left() == 0 && taps.right() == 0;
    boolean all = inputs.stream().allMatch(flow -> flow.is(Execution.PER_WINDOW));
    if (!point || !all) {
      problems.add(
          "time was collapsed before this layer, which needs it: layer="
              + layer.name()
              + ", type="
              + layer.type());
      return null;
    }
    StreamShape out =
        new StreamShape(
            channels, StreamTiming.ofWindows(window.size(), window.hop()), Execution.PER_WINDOW, 1);
    return new NetworkLayer(layer, sources, inputs, out, Taps.POINT, noRings(inputs));
  }

  private static List<RingShape> noRings(List<StreamShape> inputs) {
    return inputs.stream().map(flow -> ring(0, flow)).toList();
  }

  private void tooShort(Layer layer) {
    problems.add(
        "window is too short for the layer: layer=" + layer.name() + ", window=" + window.size());
  }
}
