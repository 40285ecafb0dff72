/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static io.tapline.models.onnx.OnnxModels.realsOf;
import static io.tapline.models.onnx.OnnxModels.text;
import static io.tapline.models.onnx.OnnxModels.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.tapline.models.InvalidModelException;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What exporters write around recurrent operators, and what cannot be taken. */
class RecurrentIdiomsTest {
  private static final String STATE = "zeros";

  /** Two layers, batch first; each takes its part of a start state that the graph computes. */
  @Test
  void shouldStackLayersOfWhichEachHasAPartOfTheStartState() throws InvalidModelException {
    OnnxModels stacked =
        model()
            .input("x", ANY, ANY, 3)
            .integer("zero", 0)
            .integers("axis", 0)
            .integers("layers", 2)
            .integers("units", 4)
            .integers("one", 1)
            .integers("two", 2);
    stacked
        .node("Shape", "x", "shape")
        .node("Gather", "shape,zero", "n", integerOf("axis", 0))
        .node("Unsqueeze", "n,axis", "batch")
        .node("Concat", "layers,batch,units", "states", integerOf("axis", 0))
        .node("ConstantOfShape", "states", STATE)
        .node("Transpose", "x", "t0", ints("perm", 1, 0, 2))
        .node("Slice", "zeros,axis,one,axis", "h0")
        .node("Slice", "zeros,one,two,axis", "h1");
    lstm(stacked, "a", "t0", 3, "h0", "ya,ha,ca");
    stacked.node("Squeeze", "ya,one", "t1");
    lstm(stacked, "b", "t1", 4, "h1", "yb,,");
    stacked
        .node("Squeeze", "yb,one", "t2")
        .node("Transpose", "t2", "y", ints("perm", 1, 0, 2))
        .output("y");

    OnnxModel read = stacked.read();

    assertThat(types(read)).containsExactly("LSTM", "LSTM");
    assertThat(read.inputFrames()).isEmpty();
  }

  /** PyTorch's h_n[-2] beside h_n[-1] of a bidirectional layer. */
  @Test
  void shouldJoinTheLastStatesOfBothDirections() throws InvalidModelException {
    OnnxModels last = both();
    last.integer("second", -1).integer("first", -2);
    last.node("Gather", "h,first", "f", integerOf("axis", 0))
        .node("Gather", "h,second", "b", integerOf("axis", 0))
        .node("Concat", "f,b", "last", integerOf("axis", 1))
        .output("last");
    OnnxModels transposed = both();
    transposed.integers("flat", 1, -1);
    transposed
        .node("Transpose", "h", "hb", ints("perm", 1, 0, 2))
        .node("Reshape", "hb,flat", "last")
        .output("last");

    assertThat(run(last)).isEqualTo(run(transposed)).hasSize(8);
  }

  /** Keras' go_backwards, as its converters write it: a sequence that is turned round before. */
  @Test
  void shouldReadASequenceThatIsTurnedRound() throws InvalidModelException {
    OnnxModels reversed = model().input("x", 5, 1, 3).integers("lengths", 5);
    reversed.node("ReverseSequence", "x,lengths", "r");
    lstm(reversed, "a", "r", 3, "", "y,h,c");
    reversed.output("h");
    OnnxModels sliced =
        model()
            .input("x", 5, 1, 3)
            .integers("from", -1)
            .integers("to", Integer.MIN_VALUE)
            .integers("axis", 0)
            .integers("step", -1);
    sliced.node("Slice", "x,from,to,axis,step", "r");
    lstm(sliced, "a", "r", 3, "", "y,h,c");
    sliced.output("h");
    OnnxModels direction = model().input("x", 5, 1, 3);
    lstm(direction, "a", "x", 3, "", "y,h,c", "reverse");
    direction.output("h");

    assertThat(run(reversed)).isEqualTo(run(direction));
    assertThat(run(sliced)).isEqualTo(run(direction));
  }

  @Test
  void shouldTakeLengthsThatAreTheWholeOne() throws InvalidModelException {
    OnnxModels model = model().input("x", 5, 1, 3).integers("lengths", 5);
    model
        .weights("w", 1, 12, 3)
        .weights("r", 1, 12, 4)
        .node("GRU", "x,w,r,,lengths", "y", integerOf("hidden_size", 4))
        .output("y");
    assertThat(types(model.read())).containsExactly("GRU");

    OnnxModels shorter = model().input("x", 5, 1, 3).integers("lengths", 4);
    shorter
        .weights("w", 1, 12, 3)
        .weights("r", 1, 12, 4)
        .node("GRU", "x,w,r,,lengths", "y", integerOf("hidden_size", 4))
        .output("y");
    assertThatThrownBy(shorter::read)
        .hasMessageContaining("GRU0 (GRU): sequence_lens must be the whole length");
  }

  /** An output without a name is no tensor by that name. */
  @Test
  void shouldNotTakeAnOutputThatIsLeftOutForAnInputThatIs() throws InvalidModelException {
    OnnxModels model = model().input("x", 5, 1, 3);
    lstm(model, "a", "x", 3, "", ",,c");
    model.integers("axis", 0).node("Squeeze", "c,axis", "s");
    model.weights("m", 4, 2).node("Gemm", "s,m,", "y").output("y");

    assertThat(types(model.read())).contains("LSTM", "TimeStep", "Conv1D");
  }

  @Test
  void shouldNameWhatCannotBeTaken() {
    assertRefused("activation is not known: activation=Sine", texts("activations", "Sine"));
    assertRefused(
        "activations must be those of each direction", texts("activations", "Tanh", "Tanh"));
    assertRefused(
        "activation_alpha and activation_beta must hold one number for each function that takes one",
        texts("activations", "Relu"),
        realsOf("activation_alpha", 0.5f));
    assertRefused("activation needs its numbers", texts("activations", "Affine"));
    assertRefused("direction is not known: direction=up", text("direction", "up"));
    assertRefused(
        "hidden_size does not fit the weights: hidden_size=3", integerOf("hidden_size", 3));
    OnnxModels open = model().input("x", 5, 1, 3);
    lstm(open, "a", "x", 3, "", "y,h,c");
    lstm(open, "b", "x", 3, "h", "z,,");
    open.output("z");
    assertThatThrownBy(open::read)
        .hasMessageContaining("LSTM1 (LSTM): initial state depends on the input");
  }

  private static void assertRefused(String reason, AttributeProto... options) {
    OnnxModels model = model().input("x", 5, 1, 3).weights("w", 1, 4, 3).weights("r", 1, 4, 4);
    model.node("RNN", "x,w,r", "y", options).output("y");
    assertThatThrownBy(model::read).hasMessageContaining("RNN0 (RNN): " + reason);
  }

  private static OnnxModels both() {
    OnnxModels model = model().input("x", 5, 1, 3);
    lstm(model, "a", "x", 3, "", "y,h,c", "bidirectional");
    return model;
  }

  private static void lstm(
      OnnxModels model, String prefix, String input, int channels, String state, String outputs) {
    lstm(model, prefix, input, channels, state, outputs, "forward");
  }

  private static void lstm(
      OnnxModels model,
      String prefix,
      String input,
      int channels,
      String state,
      String outputs,
      String direction) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    model
        .weights(prefix + "w", directions, 16, channels)
        .weights(prefix + "r", directions, 16, 4)
        .weights(prefix + "b", directions, 32);
    String inputs = String.join(",", input, prefix + "w", prefix + "r", prefix + "b", "", state);
    model.node("LSTM", inputs, outputs, integerOf("hidden_size", 4), text("direction", direction));
  }

  private static List<String> types(OnnxModel model) {
    return model.network().nodes().stream().map(NetworkGraph.Node::layer).map(Layer::type).toList();
  }

  private static float[] run(OnnxModels model) throws InvalidModelException {
    double[] values = new double[15];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    OnnxModel read = model.read();
    int[] shape = read.outputs().get(0).shape();
    return new StreamedModel(read)
        .run(List.of(new NdArray(new int[] {5, 1, 3}, values, false)), List.of(shape))
        .get(0);
  }
}
