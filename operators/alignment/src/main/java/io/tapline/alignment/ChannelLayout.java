/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The channels of a frame, in order.
 *
 * <p>Measured channels are numbered apart from the derived ones, in the order of the frame: that
 * number is what readings, buffers and saved states go by. A channel's place is where it stands in
 * the frame.
 */
@SuppressWarnings("serial") // Lists and maps of the JDK that are serialisable.
public final class ChannelLayout implements Serializable {

  private static final long serialVersionUID = 2;

  private final List<FrameChannel> frame;
  private final List<Channel> measured;
  private final List<String> measuredNames;
  private final List<NormChannel> derived;
  private final Map<String, Integer> indexByName = new HashMap<>();

  /**
   * @param frame the channels in the order in which the network sees them
   * @throws IllegalArgumentException where there is no channel, two have the same name, or one is
   *     derived from what is not measured
   */
  public ChannelLayout(List<? extends FrameChannel> frame) {
    if (frame.isEmpty()) {
      throw new IllegalArgumentException("a layout needs a channel: channels=0");
    }
    this.frame = List.copyOf(frame);
    List<Channel> measured = new ArrayList<>();
    List<NormChannel> derived = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (FrameChannel channel : frame) {
      if (!names.add(channel.name())) {
        throw new IllegalArgumentException("two channels have one name: name=" + channel.name());
      }
      if (channel instanceof NormChannel norm) {
        derived.add(norm);
      } else if (channel instanceof Channel carried) {
        indexByName.put(carried.name(), measured.size());
        measured.add(carried);
      }
    }
    this.measured = List.copyOf(measured);
    this.measuredNames = measured.stream().map(Channel::name).toList();
    this.derived = List.copyOf(derived);
    derived.forEach(this::requireMeasuredSources);
  }

  private void requireMeasuredSources(NormChannel norm) {
    for (String source : norm.sources()) {
      if (indexOf(source) < 0) {
        throw new IllegalArgumentException(
            "a source is no measured channel: channel=" + norm.name() + ", source=" + source);
      }
    }
  }

  /** Every channel, in the order of the frame. */
  public List<FrameChannel> frame() {
    return frame;
  }

  /** How many values a frame has. */
  public int width() {
    return frame.size();
  }

  /** The channels that readings carry, in the order of the frame. */
  public List<Channel> measured() {
    return measured;
  }

  /** The names that readings carry, in the order of the frame. */
  public List<String> measuredNames() {
    return measuredNames;
  }

  /** The channels that are made of measured ones, in the order of the frame. */
  public List<NormChannel> derived() {
    return derived;
  }

  /** A measured channel's number, or -1 where none of that name is measured. */
  public int indexOf(String name) {
    Integer index = indexByName.get(name);
    return index == null ? -1 : index;
  }
}
