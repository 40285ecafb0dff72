/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * The raw values of one tick, by measured channel, and the frame that they make: each at its place
 * and in the network's unit, the derived ones and the masks between them. One instance serves all
 * ticks.
 */
final class TickValues {

  private final double[] scales;
  private final double[] offsets;
  private final int[] measuredPlaces;
  private final DerivedChannel[] derived;
  private final int[] derivedPlaces;
  private final int[][] derivedSources;
  private final MaskChannel[] masks;
  private final int[] maskPlaces;
  private final int[] maskSources;
  private final double[] values;
  private final byte[] origins;

  TickValues(ChannelLayout layout) {
    scales = layout.measured().stream().mapToDouble(Channel::scale).toArray();
    offsets = layout.measured().stream().mapToDouble(Channel::offset).toArray();
    measuredPlaces = layout.placesOf(Channel.class);
    derived = layout.derived().toArray(new DerivedChannel[0]);
    derivedPlaces = layout.placesOf(DerivedChannel.class);
    derivedSources =
        layout.derived().stream()
            .map(made -> made.sources().stream().mapToInt(layout::indexOf).toArray())
            .toArray(int[][]::new);
    masks = layout.masks().toArray(new MaskChannel[0]);
    maskPlaces = layout.placesOf(MaskChannel.class);
    maskSources = layout.masks().stream().mapToInt(mask -> layout.indexOf(mask.source())).toArray();
    values = new double[scales.length];
    origins = new byte[scales.length];
  }

  /** Sets a measured channel's value, and where it comes from (see {@link Mask}). */
  void set(int channel, double value, byte origin) {
    values[channel] = value;
    origins[channel] = origin;
  }

  /**
   * Writes the frame, once every measured channel has been set.
   *
   * @param before the tick before, which becomes this one; null where no channel looks back
   */
  void writeTo(FrameBlock block, int frame, PreviousTick before) {
    for (int c = 0; c < scales.length; c++) {
      float scaled = (float) (values[c] * scales[c] + offsets[c]);
      origins[c] = Float.isFinite(scaled) ? origins[c] : Mask.MISSING;
      write(block, frame, measuredPlaces[c], scaled, origins[c]);
    }
    for (int d = 0; d < derived.length; d++) {
      writeDerived(block, frame, d, before);
    }
    for (int m = 0; m < masks.length; m++) {
      byte origin = origins[maskSources[m]];
      double told = origin == masks[m].origin() ? 1 : 0;
      block.set(frame, maskPlaces[m], masks[m].scaled(told), origin);
    }
    if (before != null) {
      before.set(values, origins);
    }
  }

  private void writeDerived(FrameBlock block, int frame, int which, PreviousTick before) {
    DerivedChannel channel = derived[which];
    int[] sources = derivedSources[which];
    byte origin = originOf(sources);
    if (channel.derivation() == Derivation.CHANGE) {
      origin = combined(origin, before.origin(sources[0]));
    }
    double value = channel.derivation().of(values, sources, before);
    write(block, frame, derivedPlaces[which], channel.scaled(value), origin);
  }

  /** A value that is none, or beyond a float, would stay in the network's rings: it is missing. */
  private static void write(FrameBlock block, int frame, int place, float scaled, byte origin) {
    boolean missing = origin == Mask.MISSING || !Float.isFinite(scaled);
    block.set(frame, place, missing ? 0f : scaled, missing ? Mask.MISSING : origin);
  }

  private byte originOf(int[] sources) {
    byte origin = Mask.OBSERVED;
    for (int source : sources) {
      origin = combined(origin, origins[source]);
    }
    return origin;
  }

  /** Missing where one is, filled where one is, else observed. */
  private static byte combined(byte one, byte other) {
    if (one == Mask.MISSING || other == Mask.MISSING) {
      return Mask.MISSING;
    }
    return one == Mask.FILLED ? one : other;
  }
}
