/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void shouldAddReceptiveFieldAndDelayOverStrides() {
    Network network =
        Network.compile(
            1,
            List.of(
                convolution("a", 3, 2, 1, Padding.CAUSAL),
                convolution("b", 5, 1, 4, Padding.VALID),
                convolution("c", 2, 3, 1, Padding.VALID)));

    assertThat(network.outputStride()).isEqualTo(6);
    assertThat(network.receptiveField()).isEqualTo(1 + 2 + 16 * 2 + 2);
    assertThat(network.delay()).isEqualTo(16 * 2 + 2);
    assertThat(network.multiplyAddsPerFrame()).isEqualTo(5); // 3/2 + 5/2 + 2/6, rounded up
  }

  @Test
  void shouldGiveCausalOutputsAtTheInputsZeroSTwoS() {
    Network network = Network.compile(1, List.of(convolution("a", 4, 3, 2, Padding.CAUSAL)));
    assertThat(Streamed.frameByFrame(network, new float[10][1]).frames)
        .containsExactly(0L, 3L, 6L, 9L);
  }

  @Test
  void shouldGiveValidOutputsFromTheFirstFullWindowOn() {
    Network network = Network.compile(1, List.of(convolution("a", 4, 3, 2, Padding.VALID)));
    assertThat(Streamed.frameByFrame(network, new float[13][1]).frames)
        .containsExactly(6L, 9L, 12L);
  }

  @Test
  void shouldMissFramesUntilTheReceptiveFieldIsFull() {
    Network network = Network.compile(1, List.of(convolution("a", 4, 1, 2, Padding.CAUSAL)));
    assertThat(Streamed.frameByFrame(network, new float[9][1]).missing)
        .containsExactly(6, 5, 4, 3, 2, 1, 0, 0, 0);
  }

  @Test
  void shouldTellNetworksApartByWhatTheyComputeOnly() {
    Convolution layer = convolution("a", 3, 1, 1, Padding.CAUSAL);
    long fingerprint = Network.compile(1, List.of(layer)).fingerprint();

    assertThat(Network.compile(1, List.of(convolution("b", 3, 1, 1, Padding.CAUSAL))).fingerprint())
        .as("another name")
        .isEqualTo(fingerprint);
    assertThat(Network.compile(1, List.of(convolution("a", 3, 1, 2, Padding.CAUSAL))).fingerprint())
        .as("another dilation")
        .isNotEqualTo(fingerprint);
    assertThat(Network.compile(1, List.of(convolution("a", 3, 1, 1, Padding.VALID))).fingerprint())
        .as("another padding")
        .isNotEqualTo(fingerprint);
    assertThat(
            Network.compile(
                    1,
                    List.of(
                        Convolution.named("a")
                            .filters(1)
                            .kernelSize(3)
                            .kernel(1, 1, 1.0000001f)
                            .build()))
                .fingerprint())
        .as("another weight")
        .isNotEqualTo(fingerprint);
  }

  @Test
  void shouldTellNetworksApartByEveryParameterOfAnActivation() {
    assertThat(
            Stream.of(
                    Activation.clip(0f, 6f),
                    Activation.clip(1f, 6f),
                    Activation.clip(0f, 1f),
                    Activation.RELU,
                    Activation.shrink(0f, 6f))
                .map(NetworkTest::fingerprint))
        .doesNotHaveDuplicates();
  }

  /** State written before activations had a second parameter belongs to the same networks. */
  @Test
  void shouldKeepTheFingerprintsOfActivations() {
    assertThat(fingerprint(Activation.RELU)).isEqualTo(-1679828744590107184L);
    assertThat(fingerprint(Activation.elu(0.5f))).isEqualTo(6445665263965811940L);
    assertThat(fingerprint(Activation.RELU6)).isEqualTo(-2975025208750786019L);
  }

  private static long fingerprint(Activation activation) {
    return Network.compile(1, List.of(new ActivationLayer("a", activation))).fingerprint();
  }

  private static Convolution convolution(
      String name, int kernelSize, int stride, int dilation, Padding padding) {
    float[] kernel = new float[kernelSize];
    Arrays.fill(kernel, 1f);
    return Convolution.named(name)
        .filters(1)
        .kernelSize(kernelSize)
        .stride(stride)
        .dilation(dilation)
        .padding(padding)
        .kernel(kernel)
        .build();
  }
}
