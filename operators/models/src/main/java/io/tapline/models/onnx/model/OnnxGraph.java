/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file says, checked for itself.
 *
 * @param nodes each after those that it reads
 * @param weights the tensors that the file brings along
 * @param inputs what must be fed, without those that are weights
 * @param states names of inputs that carry a state on from call to call, which a stream does itself
 * @param outputs names of the tensors that leave the graph
 * @param producer what wrote the file
 */
public record OnnxGraph(
    List<OnnxNode> nodes,
    Map<String, NdArray> weights,
    List<Input> inputs,
    Set<String> states,
    List<String> outputs,
    String producer) {

  /**
   * A tensor that must be fed.
   *
   * @param name its name
   * @param sizes its declared sizes, {@link #ANY} where a size is left open
   * @param integer whether its values are integers or truth values
   */
  public record Input(String name, List<Integer> sizes, boolean integer) {
    /** A size that the file leaves open. */
    public static final int ANY = -1;

    public int rank() {
      return sizes.size();
    }

    public boolean isOpen(int axis) {
      return sizes.get(axis) == ANY;
    }
  }
}
