/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static io.tapline.models.onnx.OnnxModels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.tapline.models.InvalidModelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot stream is told by name, with why, and what would help. */
class OnnxRefusalsTest {

  /** [N, C, T]: a convolution over 4 channels, that leaves no doubt which axis is which. */
  private static OnnxModels convolved() {
    return model().input("x", ANY, 4, ANY).weights("w", 4, 4, 3).node("Conv", "x,w", "a");
  }

  @Test
  void shouldRefuseSoftmaxOverTime() {
    assertThat(problems(convolved().node("Softmax", "a", "y", integerOf("axis", 2)).output("y")))
        .containsExactly(
            "Softmax1 (Softmax): softmax over time or batches does not stream: axes=[1, channels 4,"
                + " time 50019], axis=2; take it over channels");
  }

  @Test
  void shouldRefuseWhatMeetsItsOwnMeanOverTime() {
    OnnxModels squeeze =
        convolved().node("GlobalAveragePool", "a", "b").node("Mul", "a,b", "y").output("y");

    assertThat(problems(squeeze))
        .containsExactly(
            "Mul2 (Mul): a value of the whole window meets every frame of it, which a stream does"
                + " not know in time: a=[1, channels 4, time 50019], b=[1, channels 4, 1]; leave"
                + " out squeeze-and-excitation and attention over time");
  }

  @Test
  void shouldRefuseAttention() {
    OnnxModels attention =
        convolved()
            .node("Transpose", "a", "b", ints("perm", 0, 2, 1))
            .node("MatMul", "b,a", "y")
            .output("y");

    assertThat(problems(attention))
        .containsExactly(
            "MatMul2 (MatMul): a product of two streams as matrices mixes all steps of time, as"
                + " attention does; use convolutions over time");
  }

  @Test
  void shouldRefuseConstantsThatVaryOverTime() {
    OnnxModels positions =
        model()
            .input("x", 1, 4, 16)
            .weights("w", 4, 4, 1)
            .weights("positions", 4, 16)
            .node("Conv", "x,w", "a")
            .node("Add", "a,positions", "y")
            .output("y");

    assertThat(problems(positions))
        .containsExactly(
            "Add1 (Add): constant varies over time or batches, and a stream has no beginning to"
                + " count from: axes=[1, channels 4, time 16], constant=[4, 16]; use one value for"
                + " each channel");
  }

  @Test
  void shouldRefuseUpsampling() {
    OnnxModels upsampling =
        model()
            .input("x", ANY, 4, ANY)
            .weights("w", 4, 2, 4)
            .node("ConvTranspose", "x,w", "y", ints("strides", 2))
            .output("y");

    assertThat(problems(upsampling))
        .containsExactly(
            "ConvTranspose0 (ConvTranspose): a transposed convolution with a stride makes several"
                + " frames of one: strides=[2]; leave the upsampling to what reads the results");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Scan | control flow that depends on the input cannot stream",
        "InstanceNormalization | its statistics are those of the whole time",
        "Resize | it makes several frames of one",
        "ArgMax | which values it gives depends on the data",
        "QLinearConv | quantized models cannot be read",
        "If | control flow that depends on the input cannot stream",
        "Frobnicate | operator is not known",
      })
  void shouldSayWhyAnOperatorDoesNotStream(String op, String reason) {
    assertThat(problems(model().input("x", 1, 4, 16).node(op, "x", "y").output("y")))
        .singleElement()
        .asString()
        .startsWith(op + "0 (" + op + "): " + reason);
  }

  @Test
  void shouldRefuseOperatorsOfOthers() {
    NodeProto fused =
        NodeProto.newBuilder()
            .setOpType("SkipGroupNorm")
            .setDomain("com.microsoft")
            .addInput("x")
            .addOutput("y")
            .build();

    assertThat(problems(model().input("x", 1, 4, 16).node(fused).output("y")))
        .containsExactly(
            "skipgroupnorm_0 (SkipGroupNorm): operator is not one of ONNX: domain=com.microsoft; export"
                + " without the optimizations of a runtime");
  }

  @Test
  void shouldTellAllThatIsAtFault() {
    OnnxModels model =
        convolved()
            .integers("pads", 0, 0, 1, 0, 0, 1)
            .node("Softmax", "a", "b", integerOf("axis", 2))
            .node("Relu", "b", "c")
            .node("Pad", "c,pads", "d", text("mode", "reflect"))
            .node("Sigmoid", "a", "e")
            .node("LSTM", "e", "f")
            .output("d", "f");

    assertThat(problems(model))
        .hasSize(3)
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("Softmax1 (Softmax): "),
            line -> assertThat(line).startsWith("Pad3 (Pad): "),
            line -> assertThat(line).startsWith("LSTM5 (LSTM): "));
  }

  @Test
  void shouldAskForTheLengthOfAWindow() {
    OnnxModels open =
        convolved()
            .weights("w2", 40, 2)
            .node("Flatten", "a", "b")
            .node("Gemm", "b,w2", "y")
            .output("y");

    assertThat(problems(open))
        .last()
        .isEqualTo(
            "a window is flattened and the file leaves its length open: export with a fixed length"
                + " in time");
  }

  @Test
  void shouldRefuseWhatDependsOnAnOpenLength() {
    OnnxModels first =
        convolved()
            .integers("zero", 0)
            .integers("hundred", 100)
            .integers("two", 2)
            .node("Slice", "a,zero,hundred,two", "y")
            .output("y");

    assertThat(problems(first))
        .singleElement()
        .asString()
        .startsWith("layer depends on the length of the input: layer=");
  }

  @Test
  void shouldRefuseCirclesAndTensorsThatNobodyMakes() {
    assertThat(
            problems(
                model()
                    .input("x", 1, 4, 16)
                    .node("Add", "x,b", "a")
                    .node("Relu", "a", "b")
                    .output("b")))
        .containsExactly("nodes read each other in a circle: node=Add0");
    assertThat(problems(model().input("x", 1, 4, 16).node("Add", "x,b", "y").output("y")))
        .containsExactly("tensor is made by no node: name=b, node=Add0");
  }

  @Test
  void shouldRefuseOpsetsThatItDoesNotKnow() {
    assertThat(problems(model().opset(5).input("x", 1, 4, 16).node("Relu", "x", "y").output("y")))
        .containsExactly(
            "opset is not supported: minimum=6, maximum=28, got=5; export with another");
  }

  @Test
  void shouldRefuseWeightsThatDoNotFillTheirShape() {
    OnnxModels model =
        model()
            .input("x", 1, 4, 16)
            .tensor(OnnxModels.reals("w", new long[] {4, 4, 3}, 1, 2, 3))
            .node("Conv", "x,w", "y")
            .output("y");

    assertThat(problems(model))
        .containsExactly(
            "weights w: tensor has another number of values than its shape: expected=48, got=3");
  }

  private static List<String> problems(OnnxModels model) {
    InvalidModelException e = catchThrowableOfType(InvalidModelException.class, model::read);
    assertThat(e).as("refused").isNotNull();
    return e.problems();
  }
}
