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

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What exporters write in many ways becomes the one network that it means. */
class OnnxIdiomsTest {

  /** A causal convolution of kernel size 3, dilation 2, as plainly as ONNX can say it. */
  private static OnnxModels causal() {
    return model()
        .input("x", ANY, 3, ANY)
        .weights("w", 4, 3, 3)
        .node("Conv", "x,w", "y", ints("pads", 4, 0), ints("dilations", 2))
        .output("y");
  }

  @Test
  void shouldReadACausalConvolution() throws InvalidModelException {
    Convolution convolution = (Convolution) only(causal());

    assertThat(convolution.padding()).isEqualTo(Padding.CAUSAL);
    assertThat(convolution.dilation()).isEqualTo(2);
    assertThat(convolution.filters()).isEqualTo(4);
    assertThat(Network.compile(causal().read().network()).delay()).isZero();
  }

  @Test
  void shouldTakeTheRightEndThatASliceCutsOffForPaddingThatIsNotThere()
      throws InvalidModelException {
    assertSame(
        model()
            .input("x", ANY, 3, ANY)
            .weights("w", 4, 3, 3)
            .integers("zero", 0)
            .integers("minusFour", -4)
            .integers("two", 2)
            .node("Conv", "x,w", "a", ints("pads", 4, 4), ints("dilations", 2))
            .node("Slice", "a,zero,minusFour,two", "y")
            .output("y"),
        causal());
  }

  @Test
  void shouldTakeZerosBeforeAConvolutionForItsPadding() throws InvalidModelException {
    assertSame(
        model()
            .input("x", ANY, 3, ANY)
            .weights("w", 4, 3, 3)
            .integers("pads", 0, 0, 4, 0, 0, 0)
            .node("Pad", "x,pads", "a")
            .node("Conv", "a,w", "y", ints("dilations", 2))
            .output("y"),
        causal());
  }

  @Test
  void shouldComputePadsInTheGraph() throws InvalidModelException {
    assertSame(
        model()
            .input("x", ANY, 3, ANY)
            .weights("w", 4, 3, 3)
            .integers("pair", 4, 0)
            .integers("four", 4)
            .integers("rows", -1, 2)
            .integers("last", -1)
            .integers("first", -9223372036854775807L)
            .integers("zero", 0)
            .node("ConstantOfShape", "four", "a", zeros())
            .node("Concat", "pair,a", "b", integerOf("axis", 0))
            .node("Reshape", "b,rows", "c")
            .node("Slice", "c,last,first,zero,last", "d")
            .node("Transpose", "d", "e", ints("perm", 1, 0))
            .node("Reshape", "e,last", "f")
            .node("Cast", "f", "pads", integerOf("to", 7))
            .node("Pad", "x,pads", "g")
            .node("Conv", "g,w", "y", ints("dilations", 2))
            .output("y"),
        causal());
  }

  private static AttributeProto zeros() {
    return OnnxModels.value(OnnxModels.integerTensor("", 0));
  }

  @Test
  void shouldTakeZerosPutBeforeAStreamForPadding() throws InvalidModelException {
    assertSame(
        model()
            .input("x", ANY, 3, ANY)
            .weights("w", 4, 3, 3)
            .integers("shape", 1, 3, 4)
            .node("ConstantOfShape", "shape", "zeros")
            .node("Concat", "zeros,x", "a", integerOf("axis", 2))
            .node("Conv", "a,w", "y", ints("dilations", 2))
            .output("y"),
        causal());
  }

  @Test
  void shouldReadConvolutionsWrittenInTwoDimensions() throws InvalidModelException {
    assertSame(
        model()
            .input("x", ANY, 3, ANY)
            .weights("w", 4, 3, 1, 3)
            .integers("axis", 2)
            .node("Unsqueeze", "x,axis", "a")
            .node("Conv", "a,w", "b", ints("pads", 0, 4, 0, 0), ints("dilations", 1, 2))
            .node("Squeeze", "b,axis", "y")
            .output("y"),
        causal());
    assertSame(
        model()
            .input("x", ANY, 3, ANY, 1)
            .weights("w", 4, 3, 3, 1)
            .node("Conv", "x,w", "y", ints("pads", 4, 0, 0, 0), ints("dilations", 2, 1))
            .output("y"),
        causal());
  }

  @Test
  void shouldReadChannelsLast() throws InvalidModelException {
    assertSame(
        model()
            .input("x", ANY, ANY, 3)
            .weights("w", 4, 3, 3)
            .node("Transpose", "x", "a", ints("perm", 0, 2, 1))
            .node("Conv", "a,w", "b", ints("pads", 4, 0), ints("dilations", 2))
            .node("Transpose", "b", "y", ints("perm", 0, 2, 1))
            .output("y"),
        causal());
  }

  @Test
  void shouldPassOverWhatChangesNothing() throws InvalidModelException {
    assertSame(
        model()
            .input("x", ANY, 3, ANY)
            .weights("w", 4, 3, 3)
            .node("Identity", "x", "a")
            .node("Cast", "a", "b", integerOf("to", 1))
            .node("Conv", "b,w", "c", ints("pads", 4, 0), ints("dilations", 2))
            .node("Dropout", "c", "y")
            .output("y"),
        causal());
  }

  @Test
  void shouldComputeWeightsInTheGraph() throws InvalidModelException {
    OnnxModels normed =
        model()
            .input("x", ANY, 2, ANY)
            .tensor(OnnxModels.reals("v", new long[] {2, 2, 1}, 3, 4, 6, 8))
            .tensor(OnnxModels.reals("g", new long[] {2, 1, 1}, 5, 20))
            .node("ReduceL2", "v", "norm", ints("axes", 1, 2))
            .node("Div", "v,norm", "direction")
            .node("Mul", "direction,g", "w")
            .node("Conv", "x,w", "y")
            .output("y");

    // Rows of length 5 and 10, made of lengths 5 and 20; laid out by taps, channels, filters.
    assertThat(((Convolution) only(normed)).kernel().toArray()).containsExactly(3, 12, 4, 16);
  }

  @Test
  void shouldTellDepthwiseFromGroupedConvolutions() throws InvalidModelException {
    OnnxModels depthwise =
        model()
            .input("x", ANY, 4, ANY)
            .weights("w", 8, 1, 3)
            .node("Conv", "x,w", "y", integerOf("group", 4))
            .output("y");
    OnnxModels grouped =
        model()
            .input("x", ANY, 4, ANY)
            .weights("w", 6, 2, 3)
            .node("Conv", "x,w", "y", integerOf("group", 2))
            .output("y");

    assertThat(((DepthwiseConvolution) only(depthwise)).depthMultiplier()).isEqualTo(2);
    assertThat(((Convolution) only(grouped)).groups()).isEqualTo(2);
  }

  @Test
  void shouldMakeOneLayerOfAMatrixAndItsBias() throws InvalidModelException {
    OnnxModels dense =
        model()
            .input("x", ANY, ANY, 3)
            .weights("w", 3, 2)
            .reals("b", 7, 8)
            .node("MatMul", "x,w", "a")
            .node("Add", "b,a", "y")
            .output("y");

    Convolution convolution = (Convolution) only(dense);
    assertThat(convolution.kernelSize()).isEqualTo(1);
    assertThat(convolution.bias().toArray()).containsExactly(7, 8);
  }

  @Test
  void shouldReadAKernelThatSeesAFixedAxisAtOnceAsOneOverChannels() throws InvalidModelException {
    OnnxModels image =
        model()
            .input("x", 1, 1, 2, ANY)
            .tensor(OnnxModels.reals("w", new long[] {1, 1, 2, 1}, 5, 7))
            .node("Conv", "x,w", "y")
            .output("y");

    Convolution convolution = (Convolution) only(image);
    assertThat(convolution.filters()).isEqualTo(1);
    assertThat(convolution.kernel().toArray()).containsExactly(5, 7);
  }

  @Test
  void shouldFlattenInTheOrderOfTheTensor() throws InvalidModelException {
    OnnxModels channelsFirst =
        model()
            .input("x", 1, 2, 3)
            .weights("w", 6, 1)
            .node("Flatten", "x", "a")
            .node("Gemm", "a,w", "y")
            .output("y");
    OnnxModels channelsLast =
        model()
            .input("x", 1, 3, 2)
            .weights("w", 6, 1)
            .node("Flatten", "x", "a")
            .node("Gemm", "a,w", "y")
            .output("y");

    ModelInput two = new ModelInput(List.of(), OptionalInt.of(2), OptionalInt.empty());
    OnnxModel last = channelsLast.read(two);
    assertThat(firstType(channelsFirst.read(two))).isEqualTo("FLATTEN_CHANNELS");
    assertThat(firstType(last)).isEqualTo("FLATTEN_FRAMES");
    assertThat(last.inputFrames()).hasValue(3);
    Network.compile(last.network(), new Window(3, 3));
  }

  private static String firstType(OnnxModel model) {
    Layer layer = model.network().nodes().get(0).layer();
    return ((TimeCollapse) layer).kind().name();
  }

  @Test
  void shouldLeaveOutWhatNoOutputReads() throws InvalidModelException {
    OnnxModels model =
        model().input("x", ANY, 3, ANY).node("Relu", "x", "y").node("Tanh", "x", "z").output("y");

    assertThat(only(model)).isEqualTo(new ActivationLayer("Relu0", Activation.RELU));
  }

  @Test
  void shouldGiveSeveralOutputsAndReadSeveralInputs() throws InvalidModelException {
    NetworkGraph network =
        model()
            .input("x", ANY, 2, ANY)
            .input("z", ANY, 3, ANY)
            .node("Relu", "x", "a")
            .node("Tanh", "z", "b")
            .output("a", "b")
            .read()
            .network();

    assertThat(network.inputChannels()).isEqualTo(5);
    assertThat(network.outputs()).extracting(NetworkGraph.Output::name).containsExactly("a", "b");
    assertThat(Network.compile(network).outputs())
        .extracting(output -> output.channels())
        .containsExactly(2, 3);
  }

  @Test
  void shouldKeepTheStateOfAConvolutionInside() throws InvalidModelException {
    OnnxModels stateful =
        model()
            .opset(27)
            .input("x", ANY, 2, ANY)
            .input("past", ANY, 2, 2)
            .weights("w", 2, 1, 3)
            .node("CausalConvWithState", "x,w,,past", "y,present", text("activation", "silu"))
            .output("y", "present");
    OnnxModels plain =
        model()
            .input("x", ANY, 2, ANY)
            .weights("w", 2, 1, 3)
            .node("Conv", "x,w", "a", ints("pads", 2, 0), integerOf("group", 2))
            .node("Swish", "a", "y")
            .output("y");

    assertSame(stateful, plain);
  }

  @Test
  void shouldReadWeightsOfAnyType() throws InvalidModelException {
    for (int type : List.of(1, 10, 11, 16)) {
      OnnxModels model =
          model()
              .input("x", ANY, 1, ANY)
              .tensor(Tensors.raw("w", type, new long[] {1, 1, 3}, -1.5, 0.25, 3))
              .node("Conv", "x,w", "y")
              .output("y");
      assertThat(((Convolution) only(model)).kernel().toArray())
          .as("data_type=%d", type)
          .containsExactly(-1.5f, 0.25f, 3);
    }
  }

  private static Layer only(OnnxModels model) throws InvalidModelException {
    NetworkGraph network = model.read().network();
    assertThat(network.nodes()).hasSize(1);
    return network.nodes().get(0).layer();
  }

  private static void assertSame(OnnxModels one, OnnxModels other) throws InvalidModelException {
    assertThat(Network.compile(one.read().network()).fingerprint())
        .as("%s", one.read().network().nodes())
        .isEqualTo(Network.compile(other.read().network()).fingerprint());
  }
}
