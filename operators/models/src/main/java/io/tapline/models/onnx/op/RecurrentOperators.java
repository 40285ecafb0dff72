/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.Lstm.Emission;
import io.tapline.network.layer.recurrent.SimpleRnn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** LSTM, GRU and RNN: a layer of the network for each direction. */
final class RecurrentOperators {
  private RecurrentOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("LSTM", in -> RecurrentNode.of(in).outputs(RecurrentOperators::lstm));
    operators.put("GRU", in -> RecurrentNode.of(in).outputs(RecurrentOperators::gru));
    operators.put("RNN", in -> RecurrentNode.of(in).outputs(RecurrentOperators::simple));
  }

  private static Function<String, Layer> lstm(RecurrentNode recurrent, int direction) {
    NodeImport in = recurrent.in();
    OnnxNode node = in.node();
    int directions = recurrent.directions();
    GateWeights weights = new GateWeights(in, directions, recurrent.channels(), 0, 2, 3, 1);
    List<GateFunction> functions =
        GateFunction.of(node, directions, "Sigmoid", "Tanh", "Tanh")
            .subList(3 * direction, 3 * direction + 3);
    GateFunction gate = functions.get(0);
    GateFunction candidate = functions.get(1);
    if (!functions.get(2).isPlain()) {
      throw new Refusal("function of the cell cannot have a scale: activations=%s", functions);
    }
    float clip = clip(node, functions);
    List<GateFunction> gates = List.of(gate, gate, candidate, gate);
    int units = weights.units();
    float[] hidden = recurrent.initial(5, direction, units);
    float[] cell = recurrent.initial(6, direction, units);
    float[] peepholes =
        in.constant(7)
            .map(array -> weights.peepholes(array, directions, direction, gate))
            .orElse(new float[0]);
    return name ->
        Lstm.named(name)
            .units(units)
            .kernel(weights.kernel(direction, gates))
            .recurrent(weights.recurrent(direction, gates))
            .bias(weights.bias(direction, gates))
            .peepholes(peepholes)
            .recurrentActivation(gate.activation())
            .activation(candidate.activation())
            .outputActivation(functions.get(2).activation())
            .clip(clip)
            .coupled(node.flag("input_forget"))
            .initialHidden(hidden)
            .initialCell(cell)
            .emits(recurrent.needsCell() ? Emission.HIDDEN_AND_CELL : Emission.HIDDEN)
            .build();
  }

  private static Function<String, Layer> gru(RecurrentNode recurrent, int direction) {
    OnnxNode node = recurrent.in().node();
    int directions = recurrent.directions();
    GateWeights weights =
        new GateWeights(recurrent.in(), directions, recurrent.channels(), 0, 1, 2);
    List<GateFunction> functions =
        GateFunction.of(node, directions, "Sigmoid", "Tanh")
            .subList(2 * direction, 2 * direction + 2);
    List<GateFunction> gates = List.of(functions.get(0), functions.get(0), functions.get(1));
    boolean after = node.flag("linear_before_reset");
    int units = weights.units();
    float clip = clip(node, functions);
    float[] initial = recurrent.initial(5, direction, units);
    return name -> {
      Gru.Builder gru =
          Gru.named(name)
              .units(units)
              .kernel(weights.kernel(direction, gates))
              .recurrent(weights.recurrent(direction, gates))
              .resetAfter(after)
              .recurrentActivation(functions.get(0).activation())
              .activation(functions.get(1).activation())
              .clip(clip)
              .initialHidden(initial);
      if (after) {
        gru.bias(weights.inputBias(direction, gates))
            .recurrentBias(weights.recurrentBias(direction, gates));
      } else {
        gru.bias(weights.bias(direction, gates));
      }
      return gru.build();
    };
  }

  private static Function<String, Layer> simple(RecurrentNode recurrent, int direction) {
    OnnxNode node = recurrent.in().node();
    GateWeights weights =
        new GateWeights(recurrent.in(), recurrent.directions(), recurrent.channels(), 0);
    GateFunction function = GateFunction.of(node, recurrent.directions(), "Tanh").get(direction);
    List<GateFunction> gates = Collections.singletonList(function);
    float clip = clip(node, gates);
    float[] initial = recurrent.initial(5, direction, weights.units());
    return name ->
        SimpleRnn.named(name)
            .units(weights.units())
            .kernel(weights.kernel(direction, gates))
            .recurrent(weights.recurrent(direction, gates))
            .bias(weights.bias(direction, gates))
            .activation(function.activation())
            .clip(clip)
            .initialHidden(initial)
            .build();
  }

  /** The bound of what enters the functions; infinite for none. */
  private static float clip(OnnxNode node, List<GateFunction> functions) {
    if (!node.has("clip")) {
      return Float.POSITIVE_INFINITY;
    }
    float clip = node.real("clip", 0);
    if (!(clip > 0) || !functions.stream().allMatch(GateFunction::isPlain)) {
      throw new Refusal("clip must be above 0, and not meet functions with a scale: clip=%s", clip);
    }
    return clip;
  }
}
