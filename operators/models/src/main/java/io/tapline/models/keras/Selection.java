/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of two values, as a condition says: {@code where(x > 0, a, b)}.
 *
 * <p>What is not chosen is limited to ±0, and the two are added. An infinite value is limited too,
 * but what is no number stays so; hence branches are refused in which one can come about.
 */
final class Selection {
  private static final Set<Activation.Kind> PARTIAL =
      Set.of(
          Activation.Kind.LOG,
          Activation.Kind.SQRT,
          Activation.Kind.POWER,
          Activation.Kind.RECIPROCAL);

  private Selection() {}

  static Signal where(Arguments call) throws UnsupportedLayerException {
    Signal condition = call.tensor(0, "condition");
    if (!call.layer().draft().isTruth(condition.source())) {
      throw call.problem("condition must be a comparison", "input=" + condition.shape());
    }
    Steps steps = new Steps(call.layer());
    Signal otherwise =
        steps.constant(Arithmetic.ADD, 1f, steps.apply(Activation.NEGATE, condition));
    Signal first = chosen(call, steps, condition, 1, "x1", "x");
    Signal second = chosen(call, steps, otherwise, 2, "x2", "y");
    return MergeLayers.check(call.layer().config(), List.of(condition, first, second))
        .from(steps.last(Steps.of(Arithmetic.ADD), first, second).source());
  }

  /** A branch where {@code condition} is 1, and 0 where it is 0. */
  private static Signal chosen(
      Arguments call, Steps steps, Signal condition, int position, String... names)
      throws UnsupportedLayerException {
    if (call.layer().call().argument(position, names) instanceof Operand.Constant constant) {
      float value = call.layer().config().number(names[0], constant.value());
      return steps.constant(Arithmetic.MULTIPLY, value, condition);
    }
    Signal branch = call.tensor(position, names);
    MergeLayers.check(call.layer().config(), List.of(condition, branch));
    if (mayBeNoNumber(call.layer().draft().nodes(), branch.source())) {
      throw call.problem(
          "a branch can be no number where it is not chosen, export the model to ONNX",
          "branch=" + names[0]);
    }
    Signal most = steps.constant(Arithmetic.MULTIPLY, Float.MAX_VALUE, condition);
    Signal least = steps.constant(Arithmetic.MULTIPLY, -Float.MAX_VALUE, condition);
    Signal limited = steps.merge(Arithmetic.MINIMUM, branch, most);
    return steps.merge(Arithmetic.MAXIMUM, limited, least);
  }

  private static boolean mayBeNoNumber(List<NetworkGraph.Node> nodes, String source) {
    Map<String, NetworkGraph.Node> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.layer().name(), node));
    Deque<String> waiting = new ArrayDeque<>(List.of(source));
    Set<String> seen = new HashSet<>();
    while (!waiting.isEmpty()) {
      NetworkGraph.Node node = byName.get(waiting.remove());
      if (node != null && seen.add(node.layer().name())) {
        if (isPartial(node.layer())) {
          return true;
        }
        waiting.addAll(node.inputs());
      }
    }
    return false;
  }

  /** Whether it gives no number, or an infinite one, for some numbers. */
  private static boolean isPartial(Layer layer) {
    return layer instanceof ActivationLayer function
            && PARTIAL.contains(function.activation().kind())
        || layer instanceof Merge merge && merge.operation() == Arithmetic.DIVIDE
        || layer instanceof ConstantArithmetic constant
            && constant.operation() == Arithmetic.DIVIDE
            && constant.constantFirst();
  }
}
