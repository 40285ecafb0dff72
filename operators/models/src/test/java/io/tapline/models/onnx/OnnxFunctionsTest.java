/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static io.tapline.models.onnx.OnnxModels.realOf;
import static io.tapline.models.onnx.OnnxModels.reals;
import static io.tapline.models.onnx.OnnxModels.referring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import io.tapline.models.InvalidModelException;
import io.tapline.models.onnx.model.NdArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions of the file itself, and branches of which one is known to be taken. */
class OnnxFunctionsTest {

  @Test
  void shouldPutTheNodesOfAFunctionInThePlaceOfEachCall() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .function(
                "Leaky",
                "a",
                "c",
                model()
                    .node("LeakyRelu", "a", "t", referring("alpha", AttributeType.FLOAT, "slope"))
                    .node("Neg", "t", "c"))
            .function(
                "Twice",
                "a",
                "b",
                model()
                    .nodeOf("own", "Leaky", "a", "t", realOf("slope", 0.5f))
                    .nodeOf("own", "Leaky", "t", "b", realOf("slope", 0.25f)))
            .nodeOf("own", "Twice", "x", "t")
            .nodeOf("own", "Leaky", "t", "y", realOf("slope", 2f))
            .output("y");

    // −2 → −1 → 1 → 1 → −1 → −1·2 → 2;  4 → −4 → −1 → 1 → 1 → −1.
    assertThat(run(model, -2, 4)).containsExactly(2f, -1f);
  }

  @Test
  void shouldComputeOutputsOfAFunctionThatOnlyItsBodyReads() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .function(
                "Size",
                "a",
                "b,negated",
                model().node("Neg", "a", "negated").node("Max", "a,negated", "b"))
            .nodeOf("own", "Size", "x", "y")
            .output("y");

    assertThat(run(model, -2, 4)).containsExactly(2f, 4f);
  }

  @Test
  void shouldNameTheCallAndTheNodeInsideThatIsAtFault() {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .function("Order", "a", "b", model().node("NonZero", "a", "b"))
            .nodeOf("own", "Order", "x", "y")
            .output("y");
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("Order0/NonZero0 (NonZero): which values it gives depends on");
  }

  @Test
  void shouldRefuseFunctionsThatCallThemselves() {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .function("Self", "a", "b", model().nodeOf("own", "Self", "a", "b"))
            .nodeOf("own", "Self", "x", "y")
            .output("y");
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("functions call each other too deep: maximum=16");
  }

  /** A function that calls another ten times, which does the same, and so on. */
  @Test
  void shouldRefuseFunctionsThatBecomeTooMany() {
    OnnxModels model = model().input("x", ANY, 1, ANY);
    for (int depth = 0; depth < 12; depth++) {
      OnnxModels body = model();
      for (int call = 0; call < 10; call++) {
        body.nodeOf("own", "F" + (depth + 1), "t" + call, "t" + (call + 1));
      }
      model.function("F" + depth, "t0", "t10", body);
    }
    model.function("F12", "a", "b", model().node("Relu", "a", "b"));
    model.nodeOf("own", "F0", "x", "y").output("y");
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("functions expand to too many nodes: maximum nodes=20000");
  }

  @Test
  void shouldTakeTheBranchOfAConditionThatIsKnown() throws InvalidModelException {
    for (int rank = 3; rank <= 4; rank++) {
      // As PyTorch exports squeeze: whether an axis has size 1 is asked for at run time.
      OnnxModels model =
          model()
              .input("x", ANY, 1, ANY)
              .integers("one", 1)
              .integers("rank", rank)
              .node("Shape", "x", "shape")
              .node("Shape", "shape", "dims")
              .node("Equal", "dims,rank", "same")
              .node(
                  "If",
                  "same",
                  "z",
                  model().node("Neg", "x", "made").output("made").branch("then_branch"),
                  model()
                      .tensor(reals("two", new long[0], 2f))
                      .node("Mul", "late,two", "made")
                      .output("made")
                      .branch("else_branch"))
              .node("Exp", "x", "late")
              .node("Abs", "z", "y")
              .output("y");
      assertThat(run(model, -3, 0))
          .containsExactly(rank == 3 ? new float[] {3, 0} : new float[] {0.099574134f, 2f});
    }
  }

  @Test
  void shouldRefuseABranchThatDependsOnTheData() {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .node("ReduceMax", "x", "m", ints("axes", 1))
            .node("IsNaN", "m", "c")
            .node(
                "If",
                "c",
                "y",
                model().node("Neg", "x", "a").output("a").branch("then_branch"),
                model().node("Abs", "x", "b").output("b").branch("else_branch"))
            .output("y");
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "If2 (If): control flow that depends on the input cannot stream; export with fixed"
                + " control flow");
  }

  private static float[] run(OnnxModels model, double... input) throws InvalidModelException {
    int[] shape = {1, 1, input.length};
    return new StreamedModel(model.read())
        .run(List.of(new NdArray(shape, input, false)), List.of(shape))
        .get(0);
  }
}
