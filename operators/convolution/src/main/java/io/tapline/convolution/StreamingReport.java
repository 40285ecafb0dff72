/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/**
 * How a network runs, layer by layer: what is streamed, what is delayed and by how much, what is
 * computed anew for each window, and what it costs.
 */
public final class StreamingReport {
  private static final String RULE = "-".repeat(98) + "\n";
  private static final String ROW = "%-44s %-28s %12s %11s\n";

  private StreamingReport() {}

  /**
   * Renders the table.
   *
   * @param model the model's name
   * @return lines that end with a line feed
   */
  public static String render(String model, Network network) {
    StringBuilder text = new StringBuilder();
    text.append("Model: \"").append(model).append("\"\n").append(RULE);
    text.append(String.format(ROW, "Layer (type)", "Runs", "MAC/frame", "State bytes"));
    text.append(RULE);
    for (NetworkLayer place : network.layers()) {
      text.append(
          String.format(
              ROW,
              place.layer().name() + " (" + place.layer().type() + ")",
              runs(place),
              cost(place.multiplyAddsPerFrame(network.window().orElse(null))),
              stateBytes(place)));
    }
    text.append(RULE);
    network
        .window()
        .ifPresent(
            window ->
                text.append(
                    "Windows: %d frames, one every %d frames\n"
                        .formatted(window.size(), window.hop())));
    for (NetworkOutput output : network.outputs()) {
      text.append(
          "Output \"%s\": %d values, one every %d frames, first with frame %d, sees %d frames\n"
              .formatted(
                  output.name(),
                  output.channels(),
                  output.stride(),
                  output.delay(),
                  output.receptiveField()));
    }
    text.append("Multiply-adds per frame: ").append(network.multiplyAddsPerFrame()).append('\n');
    text.append("State per device: ").append(network.stateBytes()).append(" bytes\n");
    return text.toString();
  }

  private static String runs(NetworkLayer place) {
    return switch (place.execution()) {
      case STREAMED -> place.delay() == 0 ? "streamed" : "streamed, delayed by " + place.delay();
      case RECOMPUTED -> "recomputed per window";
      case PER_WINDOW -> "once per window";
    };
  }

  private static String cost(double multiplyAdds) {
    return String.format(multiplyAdds == Math.rint(multiplyAdds) ? "%.0f" : "%.2f", multiplyAdds);
  }

  /** Of a layer that is computed anew nothing is kept but its input, which windows share. */
  private static long stateBytes(NetworkLayer place) {
    return place.execution() == Execution.RECOMPUTED ? 0 : place.ringFloats() * Float.BYTES;
  }
}
