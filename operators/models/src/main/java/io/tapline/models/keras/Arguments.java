/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator is called with. Keras 3 keeps what is no tensor in the layer's configuration,
 * tf.keras among the call's named arguments.
 */
record Arguments(LayerContext layer, List<Signal> inputs) {

  /** The tensor at a place of the call. */
  Signal tensor(int position, String... names) throws UnsupportedLayerException {
    if (layer.call().argument(position, names) instanceof Operand.Tensor tensor) {
      return inputs.get(tensor.index());
    }
    throw layer.config().problem("operation needs a tensor", "argument=" + names[0]);
  }

  /** All tensors at a place of the call, which has nothing else. */
  List<Signal> tensors(int position, String... names) throws UnsupportedLayerException {
    List<Signal> tensors = new ArrayList<>();
    for (Operand operand : layer.call().operands(position, names)) {
      if (!(operand instanceof Operand.Tensor tensor)) {
        throw layer.config().problem("operation can work on tensors only", "argument=" + names[0]);
      }
      tensors.add(inputs.get(tensor.index()));
    }
    return tensors;
  }

  /** A value that is no tensor, by one of its names; missing where it is not given. */
  JsonNode value(int position, String... names) throws UnsupportedLayerException {
    for (String name : names) {
      if (layer.config().has(name)) {
        return layer.config().config().get(name);
      }
    }
    if (!(layer.call().argument(position, names) instanceof Operand.Constant constant)) {
      throw layer.config().problem("operation needs a constant", "argument=" + names[0]);
    }
    return constant.value().isNull() ? MissingNode.getInstance() : constant.value();
  }

  float number(float fallback, int position, String... names) throws UnsupportedLayerException {
    JsonNode value = value(position, names);
    return value.isMissingNode() ? fallback : layer.config().number(names[0], value);
  }

  boolean flag(boolean fallback, int position, String... names) throws UnsupportedLayerException {
    JsonNode value = value(position, names);
    return value.isMissingNode()
        ? fallback
        : Spelling.flag(value)
            .orElseThrow(() -> layer.config().wrong(names[0], "true or false", value));
  }

  /** Whole numbers, or one; none where they are not given. */
  List<Integer> integers(int position, String... names) throws UnsupportedLayerException {
    JsonNode value = value(position, names);
    JsonNode plain = Spelling.plain(value);
    List<Integer> integers = new ArrayList<>();
    if (plain.isArray()) {
      for (JsonNode element : plain) {
        integers.add(layer.config().integer(names[0], element));
      }
    } else if (!value.isMissingNode()) {
      integers.add(layer.config().integer(names[0], value));
    }
    return integers;
  }

  UnsupportedLayerException problem(String condition, String... details) {
    return layer.config().problem(condition, details);
  }
}
