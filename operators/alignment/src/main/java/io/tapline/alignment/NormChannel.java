/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A channel that no reading carries: the Euclidean norm of others, {@code sqrt(x² + y² + …) * scale
 * + offset}, as of the three axes of an accelerometer.
 *
 * <p>It is the norm of the raw values of the tick, before the sources' own scale and offset: each
 * axis, and the norm, may be standardised by a mean and a deviation of its own. It is missing where
 * a source is, observed where all of them are, and else filled.
 *
 * @param name its name; readings of that name are of an unknown channel
 * @param sources names of measured channels, at least one, none twice; their squares are summed in
 *     this order, in double precision
 * @param scale factor to the network's unit
 * @param offset summand, after the factor
 */
@SuppressWarnings("serial") // List.copyOf gives a serialisable list.
public record NormChannel(String name, List<String> sources, double scale, double offset)
    implements FrameChannel {

  public NormChannel {
    Objects.requireNonNull(name, "name");
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a norm needs a source: channel=" + name + ", sources=0");
    }
    if (new HashSet<>(sources).size() < sources.size()) {
      throw new IllegalArgumentException(
          "a norm has a source twice: channel=" + name + ", sources=" + sources);
    }
    FrameChannel.requireFinite(name, scale, offset);
  }
}
