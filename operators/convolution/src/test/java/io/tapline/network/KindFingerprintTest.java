/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.collapse.Repetition;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.merge.Where;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.SimpleRnn;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.layer.shape.TimeReversal;
import io.tapline.network.plan.LayerKinds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fingerprints of every release are kept: a device's state belongs to the same network for ever.
 */
class KindFingerprintTest {
  private static final Weights TWO = Weights.of(1f, 2f);
  private static final Taps TAPS = new Taps(3, 2, 1, Padding.of(1, 1), true);

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(
            -8068877175660989779L,
            Convolution.named("a")
                .filters(2)
                .kernelSize(2)
                .stride(2)
                .groups(2)
                .padding(Padding.of(1, 0))
                .kernel(1, 2, 3, 4)
                .bias(5, 6)
                .activation(Activation.elu(0.5f))
                .build()),
        Arguments.of(
            -5413550679405118161L,
            DepthwiseConvolution.named("a")
                .kernelSize(2)
                .depthMultiplier(2)
                .dilation(3)
                .kernel(1, 2, 3, 4, 5, 6, 7, 8)
                .bias(1, 2, 3, 4)
                .build()),
        Arguments.of(
            -2226572985975994815L, new BatchNormalization("a", TWO, TWO, TWO, TWO, 0.1f, true)),
        Arguments.of(765835908646232171L, new ActivationLayer("a", Activation.clip(0f, 1f))),
        Arguments.of(-3872400804495617883L, new Pooling("a", Pooling.Kind.AVERAGE, TAPS, true)),
        Arguments.of(
            -5505557362263166140L, new LayerNormalization("a", TWO, Weights.none(), 0.1f, true)),
        Arguments.of(7788649118397609478L, new ParametricRelu("a", TWO, true)),
        Arguments.of(6439842388560318900L, new Softmax("a", true)),
        Arguments.of(
            6739286342915150990L,
            new ConstantArithmetic("a", Arithmetic.SUBTRACT, TWO, true, true)),
        Arguments.of(2601504114055060996L, new ChannelSelection("a", List.of(1, 0, 1))),
        Arguments.of(3816359099355271300L, new ChannelReduction("a", Reduction.MAX)),
        Arguments.of(8275716162482670751L, new TimePadding("a", 2, -1, 1, 0.5f)),
        Arguments.of(5806007869818993876L, new Merge("a", Arithmetic.DIVIDE)),
        Arguments.of(-8942773169502796147L, new Merge("a", Arithmetic.LESS_OR_EQUAL)),
        Arguments.of(
            -1893383685649117799L, new Where("a", Weights.of(1f, 0f), Weights.none(), TWO)),
        Arguments.of(8327938863434406033L, new Concatenation("a")),
        Arguments.of(-9044947688225656158L, TimeCollapse.step("a", -1)),
        Arguments.of(
            2574322476595544702L,
            Lstm.named("a")
                .units(1)
                .kernel(1, 2, 3, 4, 5, 6, 7, 8)
                .recurrent(1, 2, 3, 4)
                .bias(4, 3, 2, 1)
                .peepholes(1, 2, 3)
                .clip(2)
                .initialCell(1)
                .build()),
        Arguments.of(
            -850682296586491294L,
            Gru.named("a")
                .units(1)
                .kernel(1, 2, 3, 4, 5, 6)
                .recurrent(1, 2, 3)
                .bias(3, 2, 1)
                .recurrentBias(1, 2, 3)
                .initialHidden(1)
                .build()),
        Arguments.of(
            9006737617088425213L,
            SimpleRnn.named("a")
                .units(1)
                .kernel(1, 2)
                .recurrent(3)
                .bias(4)
                .initialHidden(5)
                .build()),
        Arguments.of(-1149274501461209862L, new TimeReversal("a")),
        Arguments.of(3727076405489396854L, new Repetition("a", 3)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void shouldKeepTheFingerprintOfEachKind(long expected, Layer layer) {
    boolean joins = layer instanceof Merge || layer instanceof Concatenation;
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String input =
        layer instanceof Repetition
            ? graph.add(TimeCollapse.step("last", -1), NetworkGraph.INPUT)
            : NetworkGraph.INPUT;
    String name =
        joins ? graph.add(layer, NetworkGraph.INPUT, NetworkGraph.INPUT) : graph.add(layer, input);
    NetworkGraph built = graph.output("a", name).build();
    Network network =
        LayerKinds.ALL.needsWindows(built)
            ? Network.compile(built, new Window(5, 2))
            : Network.compile(built);

    assertThat(network.fingerprint()).isEqualTo(expected);
  }
}
