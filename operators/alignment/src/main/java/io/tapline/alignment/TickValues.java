/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.stream.IntStream;

/**
 * The raw values of one tick, by measured channel, and the frame that they make: each at its place
 * and in the network's unit, the derived ones between them. One instance serves all ticks.
 */
final class TickValues {

  private final Channel[] measured;
  private final int[] measuredPlaces;
  private final NormChannel[] norms;
  private final int[] normPlaces;
  private final int[][] normSources;
  private final double[] values;
  private final byte[] origins;

  TickValues(ChannelLayout layout) {
    measured = layout.measured().toArray(new Channel[0]);
    measuredPlaces = placesOf(Channel.class, layout);
    norms = layout.derived().toArray(new NormChannel[0]);
    normPlaces = placesOf(NormChannel.class, layout);
    normSources =
        layout.derived().stream()
            .map(norm -> norm.sources().stream().mapToInt(layout::indexOf).toArray())
            .toArray(int[][]::new);
    values = new double[measured.length];
    origins = new byte[measured.length];
  }

  private static int[] placesOf(Class<? extends FrameChannel> kind, ChannelLayout layout) {
    return IntStream.range(0, layout.width())
        .filter(place -> kind.isInstance(layout.frame().get(place)))
        .toArray();
  }

  /** Sets a measured channel's value, and where it comes from (see {@link Mask}). */
  void set(int channel, double value, byte origin) {
    values[channel] = value;
    origins[channel] = origin;
  }

  /** Writes the frame, once every measured channel has been set. */
  void writeTo(FrameBlock block, int frame) {
    for (int c = 0; c < measured.length; c++) {
      write(block, frame, measuredPlaces[c], measured[c], values[c], origins[c]);
    }
    for (int n = 0; n < norms.length; n++) {
      int[] sources = normSources[n];
      write(block, frame, normPlaces[n], norms[n], normOf(sources), originOf(sources));
    }
  }

  private static void write(
      FrameBlock block, int frame, int place, FrameChannel channel, double raw, byte origin) {
    block.set(frame, place, origin == Mask.MISSING ? 0f : channel.scaled(raw), origin);
  }

  private double normOf(int[] sources) {
    double squares = 0;
    for (int source : sources) {
      squares = Math.fma(values[source], values[source], squares);
    }
    return Math.sqrt(squares);
  }

  private byte originOf(int[] sources) {
    byte origin = Mask.OBSERVED;
    for (int source : sources) {
      if (origins[source] == Mask.MISSING) {
        return Mask.MISSING;
      }
      if (origins[source] == Mask.FILLED) {
        origin = Mask.FILLED;
      }
    }
    return origin;
  }
}
