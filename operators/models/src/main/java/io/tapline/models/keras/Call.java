/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a layer is called with, as Python has it: arguments by position and by name.
 *
 * @param positional the arguments without a name, in order
 * @param named the others
 */
record Call(List<Operand> positional, Map<String, Operand> named) {
  private static final Operand NONE = new Operand.Constant(NullNode.getInstance());

  Call {
    positional = List.copyOf(positional);
    named = new LinkedHashMap<>(named);
  }

  /** An argument that has a place and a name; None where it is not given. */
  Operand argument(int position, String... names) {
    if (position < positional.size()) {
      return positional.get(position);
    }
    for (String name : names) {
      if (named.containsKey(name)) {
        return named.get(name);
      }
    }
    return NONE;
  }

  /** The tensors and constants at {@code position}, lists taken apart. */
  List<Operand> operands(int position, String... names) {
    List<Operand> flat = new ArrayList<>();
    flatten(argument(position, names), flat);
    return flat;
  }

  /** Whether numbers stand where a layer reads tensors. */
  boolean hasConstants() {
    List<Operand> flat = new ArrayList<>();
    positional.forEach(operand -> flatten(operand, flat));
    return flat.stream()
        .anyMatch(operand -> operand instanceof Operand.Constant constant && constant.isNumeric());
  }

  private static void flatten(Operand operand, List<Operand> flat) {
    if (operand instanceof Operand.Several several) {
      several.operands().forEach(element -> flatten(element, flat));
    } else {
      flat.add(operand);
    }
  }
}
