/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.report;

import io.tapline.network.Network;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkOutput;

/**
 * How a network runs, layer by layer: what is streamed, what is delayed and by how much, what is
 * computed anew for each window, and what it costs.
 */
public final class StreamingReport {
  private static final String COLUMNS = "%-28s %12s %11s";
  private static final int COLUMNS_WIDTH = 28 + 1 + 12 + 1 + 11;

  private StreamingReport() {}

  /**
   * Renders the table.
   *
   * @param model the model's name
   * @return lines that end with a line feed
   */
  public static String render(String model, Network network) {
    StringBuilder text = new StringBuilder();
    LayerTable table = new LayerTable(text, network, COLUMNS, COLUMNS_WIDTH);
    text.append("Model: \"").append(model).append("\"\n");
    table.rule();
    table.row("Layer (type)", "Runs", "MAC/frame", "State bytes");
    table.rule();
    for (NetworkLayer layer : network.layers()) {
      table.row(
          LayerTable.label(layer),
          runs(layer),
          cost(layer.multiplyAddsPerFrame(network.window().orElse(null))),
          stateBytes(layer));
    }
    table.rule();
    network
        .window()
        .ifPresent(
            window ->
                text.append(
                    "Windows: %d frames, one every %d frames\n"
                        .formatted(window.size(), window.hop())));
    for (NetworkOutput output : network.outputs()) {
      text.append(
          "Output \"%s\": %d values, one every %d frames, first with frame %d, sees %s\n"
              .formatted(
                  output.name(),
                  output.channels(),
                  output.stride(),
                  output.delay(),
                  output.sees()));
    }
    text.append("Multiply-adds per frame: ").append(network.multiplyAddsPerFrame()).append('\n');
    text.append("State per device: ").append(network.deviceStateBytes()).append(" bytes\n");
    return text.toString();
  }

  private static String runs(NetworkLayer layer) {
    return switch (layer.execution()) {
      case STREAMED -> layer.delay() == 0 ? "streamed" : "streamed, delayed by " + layer.delay();
      case RECOMPUTED -> "recomputed per window";
      case PER_WINDOW, WITHIN_WINDOW -> "once per window";
    };
  }

  private static String cost(double multiplyAdds) {
    return String.format(multiplyAdds == Math.rint(multiplyAdds) ? "%.0f" : "%.2f", multiplyAdds);
  }

  /** Of a layer that is computed anew nothing is kept but its input, which windows share. */
  private static long stateBytes(NetworkLayer layer) {
    return layer.execution().isInsideWindow() ? 0 : layer.stateFloats() * Float.BYTES;
  }
}
