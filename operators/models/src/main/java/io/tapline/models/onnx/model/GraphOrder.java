/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes in an order in which each comes after those that it reads. */
public final class GraphOrder {
  private GraphOrder() {}

  /**
   * @param given names of tensors that no node makes: inputs and weights
   * @param problems takes tensors that nobody or two nodes make, and cycles
   */
  public static List<OnnxNode> of(List<OnnxNode> nodes, Set<String> given, List<String> problems) {
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (!output.isEmpty() && (given.contains(output) || makers.put(output, i) != null)) {
          problems.add("tensor is made twice: name=" + output + ", node=" + nodes.get(i).name());
        }
      }
    }
    int[] missing = new int[nodes.size()];
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(node -> readers.add(new ArrayList<>()));
    for (int i = 0; i < nodes.size(); i++) {
      Set<String> captures = nodes.get(i).captures();
      captures.removeAll(nodes.get(i).inputs());
      for (String captured : captures) {
        Integer maker = makers.get(captured);
        if (maker != null && maker != i) {
          readers.get(maker).add(i);
          missing[i]++;
        }
      }
      for (String input : new HashSet<>(nodes.get(i).inputs())) {
        Integer maker = makers.get(input);
        if (maker != null) {
          readers.get(maker).add(i);
          missing[i]++;
        } else if (!input.isEmpty() && !given.contains(input)) {
          problems.add(
              "tensor is made by no node: name=" + input + ", node=" + nodes.get(i).name());
        }
      }
    }
    return sorted(nodes, missing, readers, problems);
  }

  private static List<OnnxNode> sorted(
      List<OnnxNode> nodes, int[] missing, List<List<Integer>> readers, List<String> problems) {
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<OnnxNode> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.poll();
      sorted.add(nodes.get(next));
      for (int reader : readers.get(next)) {
        if (--missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    for (int i = 0; i < missing.length && sorted.size() < nodes.size(); i++) {
      if (missing[i] > 0) {
        problems.add("nodes read each other in a circle: node=" + nodes.get(i).name());
        break;
      }
    }
    return sorted;
  }
}
