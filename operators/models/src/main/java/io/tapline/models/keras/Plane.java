/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.Taps;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A signal whose frames are seen as planes: positions of a height, and channels at each.
 *
 * @param signal the signal
 * @param heightAxis which of its axes are the positions; -1 where there is none
 * @param channelAxis which of its axes are the channels
 * @param height positions
 * @param channels channels at each position
 */
record Plane(Signal signal, int heightAxis, int channelAxis, int height, int channels) {
  static final int MOST_VALUES = 1 << 24;

  /**
   * Takes the axis at {@code channelAxis} for the channels; what else a frame has is its height.
   *
   * @throws UnsupportedLayerException if that axis is time, or of size 1 beside two others
   */
  static Plane of(LayerConfig config, Signal signal, int channelAxis)
      throws UnsupportedLayerException {
    Axis axis = signal.axes().get(channelAxis);
    int values = signal.axes().indexOf(Axis.CHANNELS);
    if (axis == Axis.CHANNELS) {
      int position = signal.axes().indexOf(signal.isPlane() ? Axis.HEIGHT : Axis.SINGLE);
      return new Plane(signal, position, channelAxis, signal.height(), signal.channels());
    }
    if (axis == Axis.HEIGHT) {
      return new Plane(signal, values, channelAxis, signal.channels(), signal.height());
    }
    if (axis != Axis.SINGLE || values < 0 || signal.isPlane()) {
      throw config.problem(
          "layer works along another axis than the channels, which does not stream",
          "axis=" + (channelAxis + 1),
          "input=" + signal.shape());
    }
    return new Plane(signal, values, channelAxis, signal.channels(), 1);
  }

  /** Adds what lets the network see these planes, where it does not see them yet. */
  Plane framed(LayerContext layer, String name) throws UnsupportedLayerException {
    boolean turned = signal.axes().get(channelAxis) == Axis.HEIGHT;
    if (signal.framed() == height && !turned) {
      return this;
    }
    String source = signal.source();
    if (turned) {
      Signal flat = Planes.flat(layer, signal, name + "/row");
      source = turned(layer, name + "/turned", signal.height(), signal.channels(), flat.source());
    }
    String framed = layer.add(new Reframe(name, height, channels), source);
    return of(layer.config(), through(layer, framed, height, channels), channelAxis);
  }

  Plane framed(LayerContext layer) throws UnsupportedLayerException {
    return framed(layer, layer.part("planes"));
  }

  String source() {
    return signal.source();
  }

  /**
   * What a layer of planes gives, whose frames have other sizes.
   *
   * @throws UnsupportedLayerException if these are too many values
   */
  Signal through(LayerContext layer, String source, int newHeight, int newChannels)
      throws UnsupportedLayerException {
    if ((long) newHeight * newChannels > MOST_VALUES) {
      throw layer
          .config()
          .problem(
              "layer gives too many values a frame",
              "maximum=" + MOST_VALUES,
              "got=" + (long) newHeight * newChannels);
    }
    List<Axis> axes = new ArrayList<>(signal.axes());
    if (heightAxis >= 0) {
      axes.set(heightAxis, Axis.HEIGHT);
    }
    axes.set(channelAxis, Axis.CHANNELS);
    return signal.from(source, newHeight).withPlane(axes, newHeight, newChannels);
  }

  Signal through(LayerContext layer, String source, int newHeight, int newChannels, Taps taps)
      throws UnsupportedLayerException {
    return through(layer, source, newHeight, newChannels).through(taps);
  }

  /**
   * Of flat frames, the same values with the channels outside and the positions inside: planes of
   * as many positions as there were channels.
   */
  static String turned(LayerContext layer, String name, int height, int channels, String source)
      throws UnsupportedLayerException {
    List<Integer> order =
        IntStream.range(0, Math.multiplyExact(height, channels))
            .map(i -> i % height * channels + i / height)
            .boxed()
            .toList();
    return layer.add(new ChannelSelection(name, order), source);
  }
}
