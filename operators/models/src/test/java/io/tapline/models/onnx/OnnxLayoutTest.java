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

import io.tapline.models.InvalidModelException;
import org.junit.jupiter.api.Test;

/** No file says which axis is time: it is read as makes sense of the whole graph. */
class OnnxLayoutTest {

  @Test
  void shouldReadTheLastAxisAsTimeIfNothingSaysOtherwise() throws InvalidModelException {
    assertRead(model().input("x", 1, 3, 8).node("Relu", "x", "y"), 3, 8);
  }

  @Test
  void shouldReadTheAxisWhoseSizeIsOpenAsTime() throws InvalidModelException {
    assertRead(model().input("x", 1, 3, ANY).node("Relu", "x", "y"), 3, 0);
    assertRead(model().input("x", 1, ANY, 3).node("Relu", "x", "y"), 3, 0);
  }

  @Test
  void shouldReadChannelsLastFromKeras() throws InvalidModelException {
    assertRead(model().producer("tf2onnx").input("x", 1, 8, 3).node("Relu", "x", "y"), 3, 8);
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
        model().input("x", 1, 1, 5, 40).weights("w", 4, 1, 5, 1).node("Conv", "x,w", "y"), 5, 40);
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
}
