/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static io.tapline.flink.ConvolveFunctionTest.block;
import static io.tapline.flink.ConvolveFunctionTest.harness;
import static io.tapline.flink.ConvolveFunctionTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.flink.element.Result;
import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A network that makes one result of a window, in the operator. */
class ConvolveWindowsTest {

  private static final long SEED = 7_002;

  @Test
  void shouldGiveEachWindowsBitsForAnyBlocksAndWhenRestoredAfterEveryElement() throws Exception {
    Network windowed = windowed();
    List<String> whole = run(windowed, 60, false, false);
    assertThat(whole).as("two devices, windows that begin at 0, 3, … 51").hasSize(2 * 18);
    for (int frames : new int[] {1, 5, 8, 20}) {
      for (boolean restore : new boolean[] {false, true}) {
        for (boolean rocksDb : new boolean[] {false, true}) {
          assertThat(run(windowed, frames, restore, rocksDb))
              .as("seed=%d, frames=%d, restore=%s, rocksDb=%s", SEED, frames, restore, rocksDb)
              .isEqualTo(whole);
        }
      }
    }
  }

  @Test
  void shouldGiveWhatTheNetworkGivesForTheFramesOfAWindowAlone() throws Exception {
    List<Result> results = windows(List.of(block("d", true, 0, 14, SEED)), false, false);
    assertThat(results)
        .extracting(Result::timestampMicros)
        .as("newest frames of the windows at 0, 3 and 6")
        .containsExactly(70L, 100L, 130L);

    FrameBlock all = block("d", true, 0, 14, SEED);
    for (int window = 0; window < 3; window++) {
      FrameBlock alone = new FrameBlock(2, 8);
      alone.begin("d", true, 0, 10);
      for (int f = 0; f < 8; f++) {
        int frame = alone.addFrame();
        for (int c = 0; c < 2; c++) {
          alone.set(frame, c, all.values()[2 * (3 * window + f) + c], Mask.OBSERVED);
        }
      }
      assertThat(windows(List.of(alone), false, false))
          .singleElement()
          .extracting(Result::values)
          .isEqualTo(results.get(window).values());
    }
  }

  @Test
  void shouldGiveNothingForAWindowThatASegmentsEndCutsShort() throws Exception {
    FrameBlock second = block("d", true, 9_000, 9, SEED + 1);
    for (boolean rocksDb : new boolean[] {false, true}) {
      for (boolean restore : new boolean[] {false, true}) {
        List<Result> results =
            windows(List.of(block("d", true, 0, 12, SEED), second), restore, rocksDb);
        assertThat(results)
            .as("restore=%s, rocksDb=%s", restore, rocksDb)
            .extracting(Result::timestampMicros)
            .containsExactly(70L, 100L, 9_070L);
        assertThat(results.get(2).values())
            .as("nothing of the segment before is in it")
            .isEqualTo(windows(List.of(second), false, false).get(0).values());
      }
    }
  }

  /** The results of a windowed network, up to the end of the input. */
  private static List<Result> windows(
      List<FrameBlock> blocks, boolean restoreAfterEach, boolean rocksDb) throws Exception {
    Network network = windowed();
    try (Harness<FrameBlock, Result> convolve = harness(network, restoreAfterEach, rocksDb)) {
      for (FrameBlock block : blocks) {
        convolve.element(block, 0);
      }
      return convolve.endOfInput().output();
    }
  }

  /**
   * Two channels, windows of 8 frames every 3. The padding of the first layer makes it look beyond
   * a window's edges, so that it is computed anew for each.
   */
  private static Network windowed() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] kernel = new float[3 * 2 * 3];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) random.nextDouble(-1, 1);
    }
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String conv =
        graph.add(
            Convolution.named("conv")
                .filters(3)
                .kernelSize(3)
                .padding(Padding.SAME)
                .kernel(kernel)
                .activation(Activation.TANH)
                .build(),
            NetworkGraph.INPUT);
    String mean = graph.add(TimeCollapse.of("mean", TimeCollapse.Kind.AVERAGE), conv);
    return Network.compile(graph.output("mean", mean).build(), new Window(8, 3));
  }
}
