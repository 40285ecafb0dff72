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
import java.util.stream.IntStream;

/**
 * The channels of a frame, in order.
 *
 * <p>Measured channels are numbered apart from the derived ones, in the order of the frame: that
 * number is what readings, buffers and saved states go by. A channel's place is where it stands in
 * the frame.
 */
@SuppressWarnings("serial") // Lists and maps of the JDK that are serialisable.
public final class ChannelLayout implements Serializable {

  private static final long serialVersionUID = 3;

  private final List<FrameChannel> frame;
  private final List<Channel> measured;
  private final List<String> measuredNames;
  private final List<DerivedChannel> derived;
  private final List<MaskChannel> masks;
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
    List<DerivedChannel> derived = new ArrayList<>();
    List<MaskChannel> masks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (FrameChannel channel : frame) {
      if (!names.add(channel.name())) {
        throw new IllegalArgumentException("two channels have one name: name=" + channel.name());
      }
      if (channel instanceof DerivedChannel made) {
        derived.add(made);
      } else if (channel instanceof MaskChannel mask) {
        masks.add(mask);
      } else if (channel instanceof Channel carried) {
        indexByName.put(carried.name(), measured.size());
        measured.add(carried);
      }
    }
    this.measured = List.copyOf(measured);
    this.measuredNames = measured.stream().map(Channel::name).toList();
    this.derived = List.copyOf(derived);
    this.masks = List.copyOf(masks);
    derived.forEach(made -> made.sources().forEach(source -> requireMeasured(made, source)));
    masks.forEach(mask -> requireMeasured(mask, mask.source()));
  }

  private void requireMeasured(FrameChannel channel, String source) {
    if (indexOf(source) < 0) {
      throw new IllegalArgumentException(
          "a source is no measured channel: channel=" + channel.name() + ", source=" + source);
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
  public List<DerivedChannel> derived() {
    return derived;
  }

  /** The channels that tell of others' masks, in the order of the frame. */
  public List<MaskChannel> masks() {
    return masks;
  }

  /** The places of the channels of a kind, in order. */
  int[] placesOf(Class<? extends FrameChannel> kind) {
    return IntStream.range(0, width()).filter(place -> kind.isInstance(frame.get(place))).toArray();
  }

  /** How far a frame looks ahead of its tick's end, for channels that are interpolated. */
  public long lookAheadMicros() {
    long longest = 0;
    for (Channel channel : measured) {
      if (channel.fill() instanceof Fill.Linear linear) {
        longest = Math.max(longest, linear.lookAheadMicros());
      }
    }
    return longest;
  }

  /** The longest wait of a channel. */
  public long longestWaitMicros() {
    return measured.stream().mapToLong(Channel::waitMicros).max().orElse(0);
  }

  /** Whether a channel is made of the tick before, too. */
  boolean looksBack() {
    return derived.stream().anyMatch(made -> made.derivation() == Derivation.CHANGE);
  }

  /** A measured channel's number, or -1 where none of that name is measured. */
  public int indexOf(String name) {
    Integer index = indexByName.get(name);
    return index == null ? -1 : index;
  }
}
