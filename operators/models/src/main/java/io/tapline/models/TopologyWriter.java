/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Node;
import io.tapline.network.graph.NetworkGraph.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a topology: one line for each layer, without what is default anyway. */
final class TopologyWriter {
  /** Words that YAML does not take for texts. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private final StringBuilder yaml = new StringBuilder();

  private TopologyWriter() {}

  static byte[] write(Model model, String weightsFile) {
    TopologyWriter writer = new TopologyWriter();
    List<Node> nodes = LayerOrder.of(model.graph());
    writer.head(model);
    writer.outputs(model.graph().outputs(), last(nodes));
    writer.line("weights", quoted(weightsFile));
    writer.layers(nodes);
    return writer.yaml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void head(Model model) {
    line("format", TopologyReader.FORMAT);
    line("name", quoted(model.name()));
    line("version", quoted(model.version()));
    String frames =
        model.inputFrames().isPresent() ? ", frames: " + model.inputFrames().getAsInt() : "";
    String warmUp = model.warmUp().isPresent() ? ", warm-up: " + model.warmUp().getAsInt() : "";
    line("input", "{channels: " + model.graph().inputChannels() + frames + warmUp + "}");
    model
        .window()
        .ifPresent(
            window -> line("window", "{size: " + window.size() + ", hop: " + window.hop() + "}"));
  }

  private void outputs(List<Output> outputs, String last) {
    if (outputs.size() == 1 && outputs.get(0).source().equals(last)) {
      line("output", quoted(outputs.get(0).name()));
      return;
    }
    line(
        "outputs",
        outputs.stream()
            .map(output -> quoted(output.name()) + ": " + quoted(output.source()))
            .collect(Collectors.joining(", ", "{", "}")));
  }

  private void layers(List<Node> nodes) {
    yaml.append("layers:\n");
    String above = NetworkGraph.INPUT;
    for (Node node : nodes) {
      LayerDescription description = LayerWriter.describe(node.layer());
      yaml.append("  - {type: ").append(description.type());
      entry("name", quoted(node.layer().name()));
      if (!node.inputs().equals(List.of(above))) {
        entry("inputs", node.inputs().stream().map(TopologyWriter::quoted).toList().toString());
      }
      description.entries().forEach(this::entry);
      yaml.append("}\n");
      above = node.layer().name();
    }
  }

  private static String last(List<Node> nodes) {
    return nodes.isEmpty() ? NetworkGraph.INPUT : nodes.get(nodes.size() - 1).layer().name();
  }

  private void entry(String key, String value) {
    yaml.append(", ").append(key).append(": ").append(value);
  }

  private void line(String key, String value) {
    yaml.append(key).append(": ").append(value).append('\n');
  }

  /** A text as YAML takes it: plain where that is safe, else in quotes, escaped as in JSON. */
  private static String quoted(String text) {
    boolean plain =
        text.matches("[A-Za-z][A-Za-z0-9._-]*")
            && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
    if (plain) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
      if (isOddInYaml(c)) {
        quoted.append(String.format("\\u%04X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** What YAML does not take as it is, or takes for the end of a line (YAML 1.1, 5.1 and 5.4). */
  private static boolean isOddInYaml(char c) {
    return ModelLimits.breaksLines(c) || c == '\uFEFF' || c == '\uFFFE' || c == '\uFFFF';
  }
}
