/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.ModelInput.Axis;
import io.tapline.network.Network;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** No file says which axis is time: it is read as makes sense of the whole graph. */
class OnnxLayoutTest {

  private static ModelInput known(int channels, ModelInput.Axis... layout) {
    OptionalInt count = channels == 0 ? OptionalInt.empty() : OptionalInt.of(channels);
    return new ModelInput(List.of(layout), count, OptionalInt.empty());
  }

  @Test
  void shouldRefuseWhatCanBeReadInTwoWaysAndNameBoth() {
    assertThatThrownBy(() -> model().input("x", 1, 3, 8).node("Relu", "x", "y").output("y").read())
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("--layout")
        .hasMessageContaining("batch,channels,time or batch,time,channels");
  }

  @Test
  void shouldTakeTheReadingThatTheChannelsOrTheWindowFit() throws InvalidModelException {
    OnnxModels model = model().input("x", 1, 3, 8).node("Relu", "x", "y").output("y");
    ModelInput window = new ModelInput(List.of(), OptionalInt.empty(), OptionalInt.of(3));

    assertThat(model.read(known(3)).inputFrames()).hasValue(8);
    assertThat(model.read(known(8)).inputFrames()).hasValue(3);
    assertThat(model.read(window).network().inputChannels()).isEqualTo(8);
  }

  @Test
  void shouldReadTheSquareAsItIsSaid() throws InvalidModelException {
    OnnxModels square =
        model()
            .input("x", 1, 8, 8)
            .node("Flatten", "x", "a")
            .weights("w", 64, 2)
            .node("MatMul", "a,w", "y")
            .output("y");
    ModelInput last = known(8, Axis.BATCH, Axis.TIME, Axis.CHANNELS);
    ModelInput first = known(8, Axis.BATCH, Axis.CHANNELS, Axis.TIME);

    assertThatThrownBy(() -> square.read(known(8))).isInstanceOf(InvalidModelException.class);
    assertThat(square.read(last).network()).isNotEqualTo(square.read(first).network());
  }

  @Test
  void shouldRefuseALayoutThatDoesNotFitTheInput() {
    OnnxModels model = model().input("x", 1, 3, 8).node("Relu", "x", "y").output("y");

    assertThatThrownBy(() -> model.read(known(0, Axis.TIME, Axis.CHANNELS)))
        .hasMessageContaining("another number of axes");
    assertThatThrownBy(() -> model.read(known(0, Axis.TIME, Axis.TIME, Axis.CHANNELS)))
        .hasMessageContaining("time once");
  }

  @Test
  void shouldTakeNoOpenAxisBehindTheFirstForABatch() throws InvalidModelException {
    OnnxModel read = model().input("x", ANY, 1, ANY, 16).node("Relu", "x", "y").output("y").read();

    assertThat(read.network().inputChannels()).isEqualTo(16);
    OnnxModel pooled =
        model()
            .input("x", ANY, 1, ANY, 16)
            .node("MaxPool", "x", "y", ints("kernel_shape", 1, 2), ints("strides", 1, 2))
            .output("y")
            .read();
    assertThat(pooled.network().inputChannels()).isEqualTo(16);
    assertThat(pooled.outputs().get(0).channels()).isEqualTo(8);
  }

  @Test
  void shouldReadTheAxisWhoseSizeIsOpenAsTime() throws InvalidModelException {
    assertRead(model().input("x", 1, 3, ANY).node("Relu", "x", "y"), 3, 0);
    assertRead(model().input("x", 1, ANY, 3).node("Relu", "x", "y"), 3, 0);
  }

  @Test
  void shouldReadAsTheWeightsAsk() throws InvalidModelException {
    assertRead(model().input("x", 1, 8, 3).weights("w", 3, 2).node("MatMul", "x,w", "y"), 3, 8);
    assertRead(
        model()
            .input("x", ANY, 2, 3)
            .weights("w", 4, 3, 5)
            .node("Transpose", "x", "a", ints("perm", 1, 2, 0))
            .node("Conv", "a,w", "y"),
        3,
        0);
  }

  @Test
  void shouldTakeTheNumberOfChannelsFromTheWeightsIfItIsOpen() throws InvalidModelException {
    assertRead(
        model().input("x", ANY, ANY, ANY).weights("w", 4, 3, 5).node("Conv", "x,w", "y"), 3, 0);
  }

  @Test
  void shouldReadSoftmaxOverChannelsWhereverTheyStand() throws InvalidModelException {
    for (int axis = 0; axis < 3; axis++) {
      assertThat(
              model()
                  .input("x", 3, 4, 5)
                  .node("Softmax", "x", "y", integerOf("axis", axis))
                  .output("y")
                  .read()
                  .network()
                  .inputChannels())
          .isEqualTo(3 + axis);
    }
  }

  @Test
  void shouldReadRowsAsFramesAndAVectorAsOneChannel() throws InvalidModelException {
    assertRead(model().input("x", ANY, 3).node("Relu", "x", "y"), 3, 0);
    assertRead(model().input("x", ANY).node("Relu", "x", "y"), 1, 0);
  }

  @Test
  void shouldReadAnImageOfFixedHeightAsChannels() throws InvalidModelException {
    assertRead(
        model().input("x", 1, 1, 5, ANY).weights("w", 4, 1, 5, 1).node("Conv", "x,w", "y"), 5, 0);
  }

  /**
   * @param frames the length of time that the file declares, or 0 for none
   */
  private static void assertRead(OnnxModels model, int channels, int frames)
      throws InvalidModelException {
    OnnxModel read = model.output("y").read();
    assertThat(read.network().inputChannels()).isEqualTo(channels);
    assertThat(read.inputFrames().orElse(0)).isEqualTo(frames);
  }

  @Test
  void shouldNotReadASquareWindowTheOtherWayForWhatCannotBeRun() throws InvalidModelException {
    OnnxModels model =
        model().input("x", 1, 8, 8).node("Softmax", "x", "y", OnnxModels.integerOf("axis", -1));
    assertThatThrownBy(() -> model.output("y").read())
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "input can be read in two ways, say which one with --layout, or layout in the"
                + " pipeline: input=x, sizes=[1, 8, 8], layout=batch,time,channels or"
                + " batch,channels,time");
    // Eight frames of three channels can be told from three frames of eight.
    OnnxModels oblong =
        model().input("x", 1, 8, 3).node("Softmax", "x", "y", OnnxModels.integerOf("axis", -1));
    assertThat(oblong.output("y").read().network().inputChannels()).isEqualTo(3);
    // A convolution behind it tells.
    OnnxModels convolved =
        model()
            .input("x", 1, 8, 8)
            .node("Transpose", "x", "t", OnnxModels.ints("perm", 0, 2, 1))
            .node("Softmax", "t", "s", OnnxModels.integerOf("axis", 1))
            .weights("w", 2, 8, 3)
            .node("Conv", "s,w", "y");
    Network network = Network.compile(convolved.output("y").read().network());
    assertThat(network.outputChannels()).isEqualTo(2);
  }

  @Test
  void shouldRefuseOtherWindowsForFramesThatAreCountedFromTheStart() throws InvalidModelException {
    ModelInput window =
        new ModelInput(
            List.of(Axis.BATCH, Axis.CHANNELS, Axis.TIME), OptionalInt.empty(), OptionalInt.of(60));
    assertThatThrownBy(() -> sliced(5, 25).read(window))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith(
            "Slice0 (Slice): which frames are taken depends on the length, and the window is"
                + " another than the model's");
    // Up to the end of the declared length is not up to the end of another.
    assertThatThrownBy(() -> sliced(5, 40).read(window)).isInstanceOf(InvalidModelException.class);
    // So many before the end are the same of any length.
    assertThat(sliced(5, -15).read(window).network().nodes()).hasSize(1);
    ModelInput declared = new ModelInput(window.layout(), OptionalInt.empty(), OptionalInt.of(40));
    assertThat(sliced(5, 25).read(declared).network().nodes()).hasSize(1);
  }

  @Test
  void shouldRefuseOtherWindowsForValuesThatAreFlattenedInAnotherOrder()
      throws InvalidModelException {
    OnnxModels model = model().input("x", 1, 3, 8, 10).node("Flatten", "x", "y").output("y");
    List<Axis> layout = List.of(Axis.BATCH, Axis.CHANNELS, Axis.TIME, Axis.CHANNELS);
    ModelInput other = new ModelInput(layout, OptionalInt.empty(), OptionalInt.of(16));
    ModelInput declared = new ModelInput(layout, OptionalInt.empty(), OptionalInt.of(8));

    assertThatThrownBy(() -> model.read(other))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("the window is another than the model's");
    assertThat(model.read(declared).inputFrames()).hasValue(8);
  }

  private static OnnxModels sliced(int start, int end) {
    return model()
        .input("x", 1, 3, 40)
        .integers("start", start)
        .integers("end", end)
        .integers("axis", 2)
        .node("Slice", "x,start,end,axis", "y")
        .output("y");
  }
}
