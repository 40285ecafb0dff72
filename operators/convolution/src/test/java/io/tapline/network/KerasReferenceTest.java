/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.report.NetworkSummary;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Shapes and counts that Keras gives for the same layers. */
class KerasReferenceTest {

  private static final Convolution CONV_16 = convolution("conv1", 15, 16, 7, true);
  private static final Convolution CONV_32 = convolution("conv2", 16, 32, 5, true);

  @Test
  void shouldShortenThirtyOneFramesToTwentyOneThroughTwoValidConvolutions() {
    Network network = Network.compile(15, List.of(CONV_16, normalization(16, true), CONV_32));

    assertThat(NetworkSummary.render("conv-stack", network, OptionalLong.of(31)))
        .isEqualTo(
            """
            Model: "conv-stack"
            ------------------------------------------------------------------------------
            Layer (type)                                 Output shape              Param #
            ------------------------------------------------------------------------------
            input (Input)                                31 x 15                         0
            conv1 (Conv1D)                               25 x 16                      1696
            normalization (BatchNormalization)           25 x 16                        64
            conv2 (Conv1D)                               21 x 32                      2592
            ------------------------------------------------------------------------------
            Total params: 4352
            Trainable params: 4320
            Non-trainable params: 32
            Receptive field: 11 frames
            Delay: 10 frames
            State per device: 645 bytes
            Multiply-adds per frame: 4256
            """);
  }

  @Test
  void shouldLeaveTheFramesOpenWhereAnyLengthGoes() {
    Network network = Network.compile(15, List.of(CONV_16));
    assertThat(NetworkSummary.render("conv", network, OptionalLong.empty()))
        .contains(
            "input (Input)                                any x 15                        0\n")
        .contains(
            "conv1 (Conv1D)                               any x 16                     1696\n");
  }

  @Test
  void shouldPutTheFiltersOfADepthwiseChannelNextToEachOther() {
    float[] kernel = new float[7 * 15 * 16];
    for (int c = 0; c < 15; c++) {
      for (int m = 0; m < 16; m++) {
        // The newest tap alone, so that output c·16 + m is input c times m.
        kernel[(6 * 15 + c) * 16 + m] = m;
      }
    }
    Network network =
        Network.compile(
            15,
            List.of(
                DepthwiseConvolution.named("depthwise")
                    .kernelSize(7)
                    .depthMultiplier(16)
                    .kernel(kernel)
                    .bias(new float[240])
                    .build()));
    float[][] frame = new float[1][15];
    for (int c = 0; c < 15; c++) {
      frame[0][c] = 1 + c;
    }

    float[] output = Streamed.frameByFrame(network, frame).values.get(0);

    assertThat(network.outputChannels()).isEqualTo(240);
    assertThat(network.parameters()).isEqualTo(new Parameters(1920, 0));
    for (int c = 0; c < 15; c++) {
      for (int m = 0; m < 16; m++) {
        assertThat(output[c * 16 + m]).isEqualTo((1 + c) * m);
      }
    }
  }

  @Test
  void shouldCountAFrozenLayerAsNonTrainableWhole() {
    Network network =
        Network.compile(
            15, List.of(convolution("conv1", 15, 16, 7, false), normalization(16, false), CONV_32));
    assertThat(network.parameters()).isEqualTo(new Parameters(2592, 1696 + 64));
  }

  @Test
  void shouldCountHalfOfABatchNormalizationAsTrainable() {
    Network network = Network.compile(16, List.of(normalization(16, true)));
    assertThat(network.parameters()).isEqualTo(new Parameters(32, 32));
  }

  private static Convolution convolution(
      String name, int inputChannels, int filters, int kernelSize, boolean trainable) {
    return Convolution.named(name)
        .filters(filters)
        .kernelSize(kernelSize)
        .padding(Padding.VALID)
        .kernel(new float[kernelSize * inputChannels * filters])
        .bias(new float[filters])
        .activation(Activation.RELU)
        .trainable(trainable)
        .build();
  }

  private static BatchNormalization normalization(int channels, boolean trainable) {
    Weights zeros = Weights.of(new float[channels]);
    return new BatchNormalization("normalization", zeros, zeros, zeros, zeros, 1e-3f, trainable);
  }
}
