/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A channel that no reading carries: made of others, such as the norm of the three axes of an
 * accelerometer, as {@code value * scale + offset}.
 *
 * <p>It is made of the raw values of the tick, before the sources' own scale and offset: each axis,
 * and the norm, may be standardised by a mean and a deviation of its own. It is missing where a
 * source is, or where no number comes of it; observed where all sources are; and else filled.
 *
 * @param name its name; readings of that name are of an unknown channel
 * @param sources names of measured channels, none twice, as many as the derivation takes
 * @param scale factor to the network's unit
 * @param offset summand, after the factor
 */
@SuppressWarnings("serial") // List.copyOf gives a serialisable list.
public record DerivedChannel(
    String name, Derivation derivation, List<String> sources, double scale, double offset)
    implements FrameChannel {

  public DerivedChannel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(derivation, "derivation");
    sources = List.copyOf(sources);
    if (sources.size() < derivation.fewestSources() || sources.size() > derivation.mostSources()) {
      throw new IllegalArgumentException(
          "a %s has another number of sources: channel=%s, sources=%d"
              .formatted(derivation.label(), name, sources.size()));
    }
    if (new HashSet<>(sources).size() < sources.size()) {
      throw new IllegalArgumentException(
          "a %s has a source twice: channel=%s, sources=%s"
              .formatted(derivation.label(), name, sources));
    }
    FrameChannel.requireFinite(name, scale, offset);
  }
}
