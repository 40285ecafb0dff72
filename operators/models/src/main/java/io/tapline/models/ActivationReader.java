/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Makes activations of a layer's entries: its name, and the parameters that it takes. */
final class ActivationReader {

  private ActivationReader() {}

  static Activation read(Entries entries, String fallback) {
    String name = entries.text("activation", fallback);
    for (Activation.Kind kind : Activation.Kind.values()) {
      if (name.equals(kind.label())) {
        return read(entries, kind);
      }
    }
    if (!name.isEmpty()) {
      entries.problem("activation is not known, write " + known(), name);
    }
    return Activation.LINEAR;
  }

  private static Activation read(Entries entries, Activation.Kind kind) {
    List<Activation.Parameter> parameters = kind.parameters();
    float[] values = new float[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      Activation.Parameter parameter = parameters.get(i);
      if (parameter.required() && !entries.has(parameter.name())) {
        entries.problem(parameter.name() + " of " + kind.label() + " is missing");
        return Activation.LINEAR;
      }
      values[i] = entries.number(parameter.name(), parameter.usual());
    }
    return Activation.of(kind, values);
  }

  private static String known() {
    List<String> labels =
        Arrays.stream(Activation.Kind.values())
            .map(Activation.Kind::label)
            .collect(Collectors.toList());
    String last = labels.remove(labels.size() - 1);
    return String.join(", ", labels) + " or " + last;
  }
}
