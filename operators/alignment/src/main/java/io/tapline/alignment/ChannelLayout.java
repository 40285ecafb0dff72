/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The channels of a frame, in order. */
@SuppressWarnings("serial") // Lists and maps of the JDK that are serialisable.
public final class ChannelLayout implements Serializable {

  private static final long serialVersionUID = 1;

  private final List<Channel> channels;
  private final List<String> names;
  private final Map<String, Integer> indexByName;

  /**
   * @throws IllegalArgumentException where there is no channel, or two have the same name
   */
  public ChannelLayout(List<Channel> channels) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("a layout needs a channel: channels=0");
    }
    this.channels = List.copyOf(channels);
    this.names = channels.stream().map(Channel::name).toList();
    this.indexByName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (indexByName.putIfAbsent(names.get(i), i) != null) {
        throw new IllegalArgumentException("two channels have one name: name=" + names.get(i));
      }
    }
  }

  public int size() {
    return channels.size();
  }

  public Channel channel(int index) {
    return channels.get(index);
  }

  public List<Channel> channels() {
    return channels;
  }

  /** The names, in the order of the frame. */
  public List<String> names() {
    return names;
  }

  /** Where a channel stands in the frame, or -1 where the layout has none of that name. */
  public int indexOf(String name) {
    Integer index = indexByName.get(name);
    return index == null ? -1 : index;
  }
}
