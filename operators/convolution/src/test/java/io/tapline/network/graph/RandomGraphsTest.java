/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.plan.LayerKinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the properties are tested on: that it holds what it should. */
class RandomGraphsTest {
  /** Those that jump, grow without bound, or are no numbers for some inputs. */
  private static final Set<Activation.Kind> LEFT_OUT =
      EnumSet.of(
          Activation.Kind.THRESHOLDED_RELU,
          Activation.Kind.SIGN,
          Activation.Kind.FLOOR,
          Activation.Kind.CEIL,
          Activation.Kind.ROUND,
          Activation.Kind.TRUNCATE,
          Activation.Kind.TAN,
          Activation.Kind.ASIN,
          Activation.Kind.ACOS,
          Activation.Kind.SINH,
          Activation.Kind.COSH,
          Activation.Kind.ACOSH,
          Activation.Kind.ATANH,
          Activation.Kind.LOG1P,
          Activation.Kind.EXPM1,
          Activation.Kind.IS_NAN,
          Activation.Kind.IS_INFINITE);

  private static final int GRAPHS = 600;

  @Test
  void shouldMakeTheSameGraphOfTheSameSeed() {
    assertThat(RandomGraphs.streaming(new SplittableRandom(7)))
        .isEqualTo(RandomGraphs.streaming(new SplittableRandom(7)));
    assertThat(RandomGraphs.windowed(new SplittableRandom(7)))
        .isEqualTo(RandomGraphs.windowed(new SplittableRandom(7)));
  }

  @Test
  void shouldKeepValuesSoSmallThatRoundingIsSeen() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NetworkGraph graph = RandomGraphs.streaming(random);
      double[][] recording = new double[30][graph.inputChannels()];
      for (double[] frame : recording) {
        Arrays.setAll(frame, c -> random.nextDouble(-2, 2));
      }
      assertThat(OfflineEvaluator.evaluate(graph, recording).largest())
          .as("seed=%d", seed)
          .isLessThan(100);
    }
  }

  @Test
  void shouldMakeEveryKindOfLayerPaddingAndActivation() {
    List<Layer> layers = new ArrayList<>();
    for (long seed = 0; seed < GRAPHS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Stream.concat(
              RandomGraphs.streaming(random).nodes().stream(),
              RandomGraphs.windowed(random).graph().nodes().stream())
          .forEach(node -> layers.add(node.layer()));
    }
    assertThat(layers)
        .extracting(layer -> (Object) layer.getClass())
        .containsAll(LayerKinds.ALL.rows().stream().map(LayerKind::layerType).toList());
    assertThat(layers)
        .extracting(layer -> layer.taps().padding().mode())
        .contains(Padding.Mode.values());
    assertThat(activations(layers))
        .containsAll(
            Stream.of(Activation.Kind.values()).filter(kind -> !LEFT_OUT.contains(kind)).toList());
    assertThat(of(TimeCollapse.class, layers))
        .extracting(TimeCollapse::kind)
        .contains(TimeCollapse.Kind.values());
    assertThat(of(Merge.class, layers))
        .extracting(Merge::operation)
        .containsAll(RandomLayers.CONTINUOUS);
    assertThat(of(TimePadding.class, layers))
        .anyMatch(padding -> padding.left() < 0 && padding.right() > 0)
        .anyMatch(padding -> padding.left() > 0 && padding.right() < 0)
        .anyMatch(padding -> padding.stride() > 1)
        .anyMatch(padding -> padding.value() != 0);
    assertThat(layers)
        .as("more padding than the kernel reaches")
        .anyMatch(
            layer -> layer.taps().left() > layer.taps().history() && layer.taps().kernelSize() > 1)
        .anyMatch(
            layer ->
                layer.taps().right() > layer.taps().history() && layer.taps().kernelSize() > 1);
    assertThat(layers).anyMatch(layer -> layer.taps().partial());
  }

  @Test
  void shouldMakeWindowsThatOverlapAdjoinAndLeaveOut() {
    Set<Integer> order = new HashSet<>();
    for (long seed = 0; seed < GRAPHS; seed++) {
      Window window = RandomGraphs.windowed(new SplittableRandom(seed)).window();
      order.add(Integer.compare(window.hop(), window.size()));
    }
    assertThat(order).containsExactlyInAnyOrder(-1, 0, 1);
  }

  @Test
  void shouldMakeGraphsOfSeveralOutputsOfDifferentRates() {
    int different = 0;
    for (long seed = 1; seed < GRAPHS; seed++) {
      GraphCase graphCase = GraphCase.of(seed);
      different +=
          graphCase.network().outputs().stream().map(output -> output.stride()).distinct().count()
                  > 1
              ? 1
              : 0;
    }
    assertThat(different).isGreaterThan(GRAPHS / 50);
  }

  private static List<Activation.Kind> activations(List<Layer> layers) {
    return of(ActivationLayer.class, layers).stream()
        .map(layer -> layer.activation().kind())
        .toList();
  }

  private static <L extends Layer> List<L> of(Class<L> type, List<Layer> layers) {
    return layers.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
