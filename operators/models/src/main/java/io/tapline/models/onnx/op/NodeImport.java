/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A node that is to become layers.
 *
 * @param node the node
 * @param inputs what is known of its inputs; empty for those left out
 * @param layers puts layers on streams
 * @param read places of the outputs that other nodes or the graph's outputs read
 * @param problems takes what is not supported where the import can go on
 */
public record NodeImport(
    OnnxNode node,
    List<Optional<Value>> inputs,
    Layers layers,
    Set<Integer> read,
    Consumer<String> problems)
    implements Arguments.Inputs {

  private Optional<Value> value(int index) {
    Optional<Value> value = index < inputs.size() ? inputs.get(index) : Optional.empty();
    if (value.isPresent() && value.get() instanceof Value.Unavailable unavailable) {
      throw new Refusal(unavailable.reason());
    }
    if (value.isPresent() && value.get() instanceof Value.State) {
      throw new Refusal("the state of a convolution stays inside: index=%d", index);
    }
    return value;
  }

  /** Whether anything reads the output at {@code index}. */
  boolean isRead(int index) {
    return read.contains(index);
  }

  boolean isStream(int index) {
    return value(index).filter(Value.Streamed.class::isInstance).isPresent();
  }

  /** An input that comes frame by frame, whatever its axes mix. */
  Stream view(int index) {
    Value value = value(index).orElseThrow(() -> new Refusal("input is missing: index=%d", index));
    if (value instanceof Value.Streamed streamed) {
      return streamed.stream();
    }
    throw new Refusal("input must come from the network's input: index=%d", index);
  }

  /**
   * An input that comes frame by frame, the values of a frame in the order of its axes; where it
   * flattens a window, that is done first.
   */
  Stream stream(int index) {
    return layers.flat(planes(index));
  }

  /** As {@link #stream}, but frames may be planes. */
  Stream planes(int index) {
    return layers.settle(view(index));
  }

  @Override
  public Optional<NdArray> constant(int index) {
    Optional<Value> value = value(index);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Value.Constant constant) {
      return Optional.of(constant.array());
    }
    throw new Refusal(
        "input must be constant and depends on the network's input: index=%d, name=%s",
        index, node.inputs().get(index));
  }

  NdArray neededConstant(int index) {
    return constant(index).orElseThrow(() -> new Refusal("input is missing: index=%d", index));
  }

  /** Tells what is not supported, where one can still see what the outputs would be. */
  void problem(String reason) {
    problems.accept(reason);
  }
}
