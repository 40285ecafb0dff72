/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import io.tapline.cli.UserFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of a table of frames. */
final class FrameColumns {

  static final String DEVICE = "device";
  static final String TIME = "timestamp_us";

  private static final String MASK = "mask_";

  private final List<String> channels;

  FrameColumns(List<String> channels) {
    this.channels = channels;
  }

  /** The device, the start of the tick, then every channel's value, then every channel's mask. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(DEVICE);
    names.add(TIME);
    names.addAll(channels);
    channels.forEach(channel -> names.add(MASK + channel));
    return names;
  }

  void requireDistinct() {
    Set<String> seen = new HashSet<>();
    for (String name : names()) {
      if (!seen.add(name)) {
        throw new UserFault(
            "two columns of the frames would have one name: rename the channel, or write .npy: name="
                + name);
      }
    }
  }
}
