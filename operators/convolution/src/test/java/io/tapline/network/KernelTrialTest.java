/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.network.kernel.KernelChoice;
import io.tapline.network.run.KernelTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KernelTrialTest {
  private static final int BLOCK = 16;
  private static final KernelChoice PLAIN =
      new KernelChoice(KernelChoice.Mode.PLAIN, Optional.empty(), "plain");

  @Test
  void shouldChangeOverToTheFastestKernelsWithoutChangingABit() {
    KernelChoice here = KernelChoice.here();
    assumeTrue(here.vectors().isPresent(), here.reason());
    KernelChoice auto = new KernelChoice(KernelChoice.Mode.AUTO, here.vectors(), here.reason());
    Network network = EveryLayer.network();
    List<String> log = new ArrayList<>();
    NetworkProcessor tried = new NetworkProcessor(network, auto, log::add);
    NetworkProcessor plain = new NetworkProcessor(network, PLAIN, reason -> {});
    NetworkState triedState = network.newState();
    NetworkState plainState = network.newState();
    SplittableRandom random = new SplittableRandom(1);
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);

    for (int after = 0; after < 10 && System.nanoTime() < limit; after += log.size()) {
      float[][] frames = RandomNetworks.recording(random, BLOCK, network.inputChannels());
      Streamed got = new Streamed(network);
      Streamed expected = new Streamed(network);
      Streamed.feed(tried, triedState, frames, 0, BLOCK, got);
      Streamed.feed(plain, plainState, frames, 0, BLOCK, expected);
      assertThat(got.bits()).as("seed=1, log=%s", log).isEqualTo(expected.bits());
    }

    assertThat(log).as("told once how the trial ended").hasSize(1);
    assertThat(log.get(0))
        .containsPattern("vectors of \\d+ bits take \\d+ ns a frame, plain loops \\d+");
  }

  @Test
  void shouldBeginWithTheWinnerOfAnEarlierTrial() throws InterruptedException {
    KernelChoice here = KernelChoice.here();
    assumeTrue(here.vectors().isPresent(), here.reason());
    KernelChoice auto = new KernelChoice(KernelChoice.Mode.AUTO, here.vectors(), here.reason());
    Network network = EveryLayer.network();
    KernelTrial trial = network.variants().trial(here.vectors().get());
    for (int tenths = 0; trial.outcome() == null && tenths < 600; tenths++) {
      Thread.sleep(100);
    }
    List<String> log = new ArrayList<>();

    new NetworkProcessor(network, auto, log::add);

    assertThat(log).containsExactly(trial.outcome().reason());
  }

  @Test
  void shouldSayAtOnceWhyThereIsNoTrial() {
    List<String> log = new ArrayList<>();

    new NetworkProcessor(EveryLayer.network(), PLAIN, log::add);

    assertThat(log).containsExactly("plain");
  }
}
