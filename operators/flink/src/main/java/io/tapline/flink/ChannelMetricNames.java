/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What channels are called in metrics: by their names. Flink's REST interface shows some characters
 * as {@code _}, so that {@code pump.x} and {@code pump_x} would be one there; of such channels the
 * later ones have a number behind their names.
 */
public final class ChannelMetricNames {

  private ChannelMetricNames() {}

  /** A name in metrics for every channel, in order; no two look alike in the REST interface. */
  public static List<String> of(List<String> channels) {
    Set<String> shown = new HashSet<>();
    List<String> names = new ArrayList<>(channels.size());
    for (String channel : channels) {
      String name = channel;
      for (int number = 2; !shown.add(shown(name)); number++) {
        name = channel + "-" + number;
      }
      names.add(name);
    }
    return names;
  }

  /**
   * A name in metrics as Flink's REST interface has it, which keeps these characters for itself.
   */
  public static String shown(String name) {
    return name.replaceAll("[ ,.:]", "_");
  }
}
