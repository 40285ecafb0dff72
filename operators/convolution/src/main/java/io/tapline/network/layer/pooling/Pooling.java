/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.pooling;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Taps;
import java.util.Objects;

/**
 * The largest or the mean value of each channel under the kernel. Padding is never the largest.
 *
 * @param name the layer's name
 * @param kind largest or mean
 * @param taps what an output reads
 * @param countPadding whether the mean's divisor counts padding: as PyTorch has it, and neither
 *     Keras nor ONNX by default
 */
public record Pooling(String name, Kind kind, Taps taps, boolean countPadding) implements Layer {

  /** What becomes of the values under the kernel. */
  public enum Kind {
    MAX,
    AVERAGE
  }

  public Pooling {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(taps, "taps");
  }

  @Override
  public String type() {
    return kind == Kind.MAX ? "MaxPooling1D" : "AveragePooling1D";
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return (long) taps.kernelSize() * inputChannels[0];
  }
}
