/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.report;

import io.tapline.network.Network;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.Parameters;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkOutput;
import java.util.Comparator;
import java.util.OptionalLong;

/** A network as a table, in the manner of Keras: a line for each layer, then the totals. */
public final class NetworkSummary {
  private static final String COLUMNS = "%-20s %12s";
  private static final int COLUMNS_WIDTH = 20 + 1 + 12;

  private NetworkSummary() {}

  /**
   * Renders the table.
   *
   * @param model the model's name
   * @param network what to show
   * @param inputFrames length of the recording or window for which the output shapes are shown;
   *     empty where any length goes
   * @return lines that end with a line feed
   */
  public static String render(String model, Network network, OptionalLong inputFrames) {
    StringBuilder text = new StringBuilder();
    LayerTable table = new LayerTable(text, network, COLUMNS, COLUMNS_WIDTH);
    text.append("Model: \"").append(model).append("\"\n");
    table.rule();
    table.row("Layer (type)", "Output shape", "Param #");
    table.rule();
    table.row("input (Input)", shape(inputFrames, new FrameShape(network.inputChannels())), "0");
    for (NetworkLayer layer : network.layers()) {
      OptionalLong frames =
          inputFrames.isPresent()
              ? OptionalLong.of(layer.outputLength(inputFrames.getAsLong()))
              : inputFrames;
      table.row(
          LayerTable.label(layer),
          shape(frames, layer.output().frame()),
          layer.layer().parameters().total());
    }
    table.rule();
    Parameters parameters = network.parameters();
    line(text, "Total params", parameters.total(), "");
    line(text, "Trainable params", parameters.trainable(), "");
    line(text, "Non-trainable params", parameters.nonTrainable(), "");
    NetworkOutput most =
        network.outputs().stream()
            .max(Comparator.comparing(NetworkOutput::receptiveField))
            .orElseThrow();
    text.append("Receptive field: ").append(most.sees()).append('\n');
    line(text, "Delay", network.delay(), " frames");
    line(text, "State per device", network.deviceStateBytes(), " bytes");
    line(text, "Multiply-adds per frame", network.multiplyAddsPerFrame(), "");
    return text.toString();
  }

  private static String shape(OptionalLong frames, FrameShape frame) {
    String height = frame.isPlane() ? " x " + frame.height() : "";
    return (frames.isPresent() ? frames.getAsLong() : "any") + height + " x " + frame.channels();
  }

  private static void line(StringBuilder text, String what, long value, String unit) {
    text.append(what).append(": ").append(value).append(unit).append('\n');
  }
}
