/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Something that a call of a layer is given. */
sealed interface Operand {

  /**
   * A tensor.
   *
   * @param index its place among the tensors that the call reads
   */
  record Tensor(int index) implements Operand {}

  /** A value that the configuration holds: a number, numbers, a text, none. */
  record Constant(JsonNode value) implements Operand {

    /** Whether it takes part in arithmetic. */
    boolean isNumeric() {
      return isNumeric(Spelling.plain(value));
    }

    private static boolean isNumeric(JsonNode plain) {
      return plain.isNumber() || (plain.isArray() && !plain.isEmpty() && isNumeric(plain.get(0)));
    }
  }

  /** Several of them, one of which at least is a tensor. */
  record Several(List<Operand> operands) implements Operand {

    public Several {
      operands = List.copyOf(operands);
    }
  }
}
