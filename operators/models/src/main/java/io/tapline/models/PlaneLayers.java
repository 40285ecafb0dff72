/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Reduction;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.pooling.Pooling;
import java.util.List;

/**
 * Layers of planes in the files. What they read over time are the entries that layers of frames
 * have; what they read over the height axis is an object, left out for one tap without padding.
 */
final class PlaneLayers {
  private static final String HEIGHT = "height";

  private PlaneLayers() {}

  /** Reads the entry {@code height} of a layer with taps over the height axis. */
  static HeightTaps height(LayerSource source) {
    if (!source.entries().has(HEIGHT)) {
      return HeightTaps.POINT;
    }
    Entries height = source.entries().object(HEIGHT).at("layer=" + source.name() + ", key=height");
    int kernelSize = height.count("kernel-size", 1);
    int stride = height.count("stride", 1);
    int dilation = height.count("dilation", 1);
    List<Integer> padding = List.of(0, 0);
    if (height.has("padding")) {
      padding = height.wholeNumbers("padding");
      if (padding.size() != 2) {
        height.problem("padding over height must be [before, after]", padding.toString());
        padding = List.of(0, 0);
      }
    }
    height.refuseOtherKeys();
    return new HeightTaps(kernelSize, stride, dilation, padding.get(0), padding.get(1));
  }

  static void write(LayerDescription description, HeightTaps height) {
    if (height.equals(HeightTaps.POINT)) {
      return;
    }
    StringBuilder entries = new StringBuilder("{kernel-size: " + height.kernelSize());
    if (height.stride() != 1) {
      entries.append(", stride: ").append(height.stride());
    }
    if (height.dilation() != 1) {
      entries.append(", dilation: ").append(height.dilation());
    }
    if (height.before() != 0 || height.after() != 0) {
      entries
          .append(", padding: [")
          .append(height.before())
          .append(", ")
          .append(height.after())
          .append(']');
    }
    description.entry(HEIGHT, entries.append('}').toString());
  }

  static PlanePooling pooling(LayerSource source, Pooling.Kind kind) {
    Entries entries = source.entries();
    HeightTaps height = height(source);
    boolean countPadding =
        kind == Pooling.Kind.AVERAGE && entries.flag(Poolings.COUNT_PADDING, false);
    PlanePooling pooling =
        new PlanePooling(source.name(), kind, Poolings.taps(entries), height, countPadding);
    entries.refuseOtherKeys();
    return pooling;
  }

  static HeightReduction reduction(LayerSource source) {
    Reduction kind = source.entries().choice("reduction", Reduction.class, Reduction.AVERAGE);
    source.entries().refuseOtherKeys();
    return new HeightReduction(source.name(), kind);
  }

  static Reframe reframe(LayerSource source) {
    Entries entries = source.entries();
    int height = entries.count(HEIGHT, 1);
    int channels = entries.count("channels", Entries.UNKNOWN);
    if (!entries.has("channels")) {
      entries.problem("channels is missing");
    }
    entries.refuseOtherKeys();
    return new Reframe(source.name(), height, channels);
  }

  static LayerDescription describe(PlanePooling layer) {
    LayerDescription description =
        new LayerDescription(
            layer.kind() == Pooling.Kind.MAX ? "max-pooling2d" : "average-pooling2d");
    Poolings.write(description, layer.taps());
    write(description, layer.height());
    return description.entryUnless(false, Poolings.COUNT_PADDING, layer.countPadding());
  }

  static LayerDescription describe(HeightReduction layer) {
    return new LayerDescription("height-reduction").entry("reduction", Entries.word(layer.kind()));
  }

  static LayerDescription describe(Reframe layer) {
    return new LayerDescription("reframe")
        .entryUnless(1, HEIGHT, layer.height())
        .entry("channels", layer.channels());
  }
}
