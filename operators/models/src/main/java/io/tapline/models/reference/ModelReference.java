/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.reference;

import io.tapline.models.OperatorSupport;
import io.tapline.models.keras.KerasSupport;
import io.tapline.models.onnx.OnnxSupport;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of operators and layers, in Markdown, written from the tables of the importers. */
public final class ModelReference {

  private ModelReference() {}

  /** The text of {@code docs/models.md}. */
  public static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Operators and layers

        What Tapline takes from model files. This page is generated from the tables of the importers:
        `./mvnw -pl operators/models -am test -Dtest=ModelReferenceTest -Dtapline.docs.write=true
        -Dsurefire.failIfNoSpecifiedTests=false` writes it again.

        "Stream" says whether an operator runs frame by frame, "window" whether it runs where the model runs
        in windows. "Channels" are the axes other than time and batch. `tapline model check MODEL` says the same of
        each layer of a model, with delays and costs.

        ## ONNX

        """);
    addTable(text, "Operator", "Opsets", taken(OnnxSupport.operators()));
    text.append("\nOnly of constants, which are computed when the model is read: ");
    addNames(text, OnnxSupport.onlyOfConstants());
    text.append("\n### Refused\n\n");
    addReasons(text, "Operator", "Opsets", refused(OnnxSupport.operators()));
    text.append("\n## Keras\n\n");
    addTable(text, "Layer", "Keras", taken(KerasSupport.layers()));
    text.append("\nOperations between tensors (`keras.ops`, Python's operators, TensorFlow's): ");
    addNames(text, KerasSupport.operations());
    text.append("\n### Refused\n\n");
    addReasons(text, "Layer", "Keras", refused(KerasSupport.layers()));
    return text.toString();
  }

  private static List<OperatorSupport> taken(List<OperatorSupport> operators) {
    return operators.stream().filter(operator -> !operator.isRefused()).toList();
  }

  private static List<OperatorSupport> refused(List<OperatorSupport> operators) {
    return operators.stream().filter(OperatorSupport::isRefused).toList();
  }

  private static void addTable(
      StringBuilder text, String name, String versions, List<OperatorSupport> operators) {
    addRow(text, name, versions, "Stream", "Window", "Note");
    addRow(text, "---", "---", "---", "---", "---");
    for (OperatorSupport operator : operators) {
      addRow(
          text,
          "`" + operator.name() + "`",
          operator.versions(),
          operator.stream(),
          operator.window(),
          operator.note());
    }
  }

  private static void addReasons(
      StringBuilder text, String name, String versions, List<OperatorSupport> operators) {
    addRow(text, name, versions, "Why, and what helps");
    addRow(text, "---", "---", "---");
    for (OperatorSupport operator : operators) {
      addRow(text, "`" + operator.name() + "`", operator.versions(), operator.note());
    }
  }

  private static void addRow(StringBuilder text, String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(cell.isEmpty() ? " |" : " " + cell + " |");
    }
    text.append('\n');
  }

  private static void addNames(StringBuilder text, Collection<String> names) {
    text.append(names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
    text.append(".\n");
  }
}
