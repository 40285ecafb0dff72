/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.pooling.Pooling;

/** Pooling in the files. Its defaults are those of Keras. */
final class Poolings {
  static final String COUNT_PADDING = "count-padding";

  private static final int DEFAULT_POOL_SIZE = 2;

  private Poolings() {}

  static Pooling max(LayerSource source) {
    Taps taps = taps(source.entries());
    source.entries().refuseOtherKeys();
    return new Pooling(source.name(), Pooling.Kind.MAX, taps, false);
  }

  static Pooling average(LayerSource source) {
    Taps taps = taps(source.entries());
    boolean countPadding = source.entries().flag(COUNT_PADDING, false);
    source.entries().refuseOtherKeys();
    return new Pooling(source.name(), Pooling.Kind.AVERAGE, taps, countPadding);
  }

  static Taps taps(Entries entries) {
    int poolSize = entries.count("pool-size", DEFAULT_POOL_SIZE);
    int stride = entries.count("stride", poolSize);
    int dilation = entries.count("dilation", 1);
    Padding padding = Paddings.read(entries, "valid");
    boolean partial = entries.flag("ceil-mode", false);
    return new Taps(poolSize, stride, dilation, padding, partial);
  }

  static LayerDescription describe(Pooling layer) {
    boolean max = layer.kind() == Pooling.Kind.MAX;
    LayerDescription description = new LayerDescription(max ? "max-pooling" : "average-pooling");
    write(description, layer.taps());
    return max ? description : description.entryUnless(false, COUNT_PADDING, layer.countPadding());
  }

  static void write(LayerDescription description, Taps taps) {
    description
        .entry("pool-size", taps.kernelSize())
        .entryUnless(taps.kernelSize(), "stride", taps.stride())
        .entryUnless(1, "dilation", taps.dilation())
        .entry("padding", Paddings.write(taps.padding()))
        .entryUnless(false, "ceil-mode", taps.partial());
  }
}
