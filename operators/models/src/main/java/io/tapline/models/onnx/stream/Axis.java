/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one axis of a tensor stands for. A reshape can merge several meanings into one axis, the
 * slowest first: [N, C, T] as [N, C·T].
 *
 * @param parts what it is made of; none for an axis of size 1 that stands for nothing
 */
public record Axis(List<Part> parts) {

  /** What a part stands for. */
  public enum Role {
    /** Sequences side by side, each a stream of its own. */
    BATCH,
    /** Steps of time. */
    TIME,
    /** Values of a frame. */
    CHANNELS
  }

  /**
   * A part of an axis.
   *
   * @param role what it stands for
   * @param size how many
   */
  public record Part(Role role, int size) {}

  /** An axis of size 1 that stands for nothing. */
  public static final Axis ONE = new Axis(List.of());

  /** Merges neighbouring channels, and leaves out those of size 1. */
  public Axis {
    List<Part> merged = new ArrayList<>();
    for (Part part : parts) {
      int last = merged.size() - 1;
      boolean channels = part.role() == Role.CHANNELS;
      if (channels && part.size() == 1) {
        continue;
      }
      if (channels && last >= 0 && merged.get(last).role() == Role.CHANNELS) {
        merged.set(last, new Part(Role.CHANNELS, merged.get(last).size() * part.size()));
      } else {
        merged.add(part);
      }
    }
    parts = List.copyOf(merged);
  }

  public static Axis of(Role role, int size) {
    return new Axis(List.of(new Part(role, size)));
  }

  public static Axis channels(int size) {
    return of(Role.CHANNELS, size);
  }

  public int size() {
    int size = 1;
    for (Part part : parts) {
      size *= part.size();
    }
    return size;
  }

  /** The values of a frame among its positions. */
  public int channels() {
    int channels = 1;
    for (Part part : parts) {
      channels *= part.role() == Role.CHANNELS ? part.size() : 1;
    }
    return channels;
  }

  /** Whether it stands for time and nothing else. */
  public boolean isTime() {
    return parts.size() == 1 && parts.get(0).role() == Role.TIME;
  }

  /** Whether it stands for time, be it among others. */
  public boolean hasTime() {
    return parts.stream().anyMatch(part -> part.role() == Role.TIME);
  }

  /** Whether it stands for values of a frame, or nothing. */
  public boolean isChannels() {
    return parts.isEmpty() || parts.size() == 1 && parts.get(0).role() == Role.CHANNELS;
  }

  /** Whether it stands for sequences side by side, or nothing. */
  public boolean isBatch() {
    return parts.isEmpty() || parts.size() == 1 && parts.get(0).role() == Role.BATCH;
  }

  /** Whether both time and values of a frame are merged in it. */
  public boolean mixesTime() {
    return hasTime() && channels() > 1;
  }

  @Override
  public String toString() {
    if (parts.isEmpty()) {
      return "1";
    }
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(text.isEmpty() ? "" : "·")
          .append(part.role().name().toLowerCase(Locale.ROOT))
          .append(' ')
          .append(part.size());
    }
    return text.toString();
  }
}
