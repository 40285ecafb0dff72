/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.report;

import io.tapline.network.Network;
import io.tapline.network.plan.NetworkLayer;
import java.util.stream.Stream;

/**
 * Lines of a table with a layer in each, whose first column holds the longest layer's name, unless
 * that one would push the others out of sight.
 */
final class LayerTable {
  private static final int NARROWEST = 44;
  private static final int WIDEST = 60;

  private final StringBuilder text;
  private final String row;
  private final String rule;

  /**
   * @param text where the lines go
   * @param otherColumns format of the columns after the layer's
   * @param otherWidth characters of those columns
   */
  LayerTable(StringBuilder text, Network network, String otherColumns, int otherWidth) {
    int width =
        Stream.concat(Stream.of(NARROWEST), network.layers().stream().map(p -> label(p).length()))
            .max(Integer::compare)
            .orElseThrow();
    this.text = text;
    this.row = "%-" + width + "s " + otherColumns + "\n";
    this.rule = "-".repeat(width + 1 + otherWidth) + "\n";
  }

  static String label(NetworkLayer layer) {
    String name = layer.layer().name();
    String type = " (" + layer.layer().type() + ")";
    int room = WIDEST - type.length();
    // Of layers within layers, the ends of the names tell most.
    return (name.length() <= room ? name : "…" + name.substring(name.length() - room + 1)) + type;
  }

  void row(Object... columns) {
    text.append(String.format(row, columns));
  }

  void rule() {
    text.append(rule);
  }
}
