/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.RandomDevice.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlignmentPropertyTest {

  private static final long FIRST_SEED = 20_260_101;
  private static final int DEVICES = 2_000;

  @Test
  void shouldFrameExactlyWhatTheRulesSayOfTheWholeRecording() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DEVICES; seed++) {
      RandomDevice device = new RandomDevice(seed);
      List<String> expected = OfflineAlignment.frames(device);

      assertThat(run(device, device.readings, false)).as("seed=%d", seed).isEqualTo(expected);
    }
  }

  @Test
  void shouldFrameTheSameForEveryOrderOfArrivalWithinTheBounds() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DEVICES; seed++) {
      RandomDevice device = new RandomDevice(seed);
      List<String> expected = OfflineAlignment.frames(device);

      for (long shuffle = 0; shuffle < 5; shuffle++) {
        List<Reading> shuffled = device.shuffledWithinBounds(seed * 31 + shuffle);
        assertThat(run(device, shuffled, false))
            .as("seed=%d, shuffle=%d", seed, shuffle)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void shouldFrameTheSameWhenStateIsSavedAndRestoredAfterEveryReading() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DEVICES; seed++) {
      RandomDevice device = new RandomDevice(seed);
      List<Reading> shuffled = device.shuffledWithinBounds(seed);

      assertThat(run(device, shuffled, true))
          .as("seed=%d", seed)
          .isEqualTo(run(device, shuffled, false));
    }
  }

  @Test
  void shouldAccountForEveryReadingWhateverItsOrder() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DEVICES; seed++) {
      RandomDevice device = new RandomDevice(seed);
      SplittableRandom random = new SplittableRandom(seed);
      List<Reading> chaos = new ArrayList<>(device.readings);
      for (int i = chaos.size(); i > 1; i--) {
        Reading moved = chaos.set(random.nextInt(i), chaos.get(i - 1));
        chaos.set(i - 1, moved);
      }
      Aligner aligner = new Aligner(device.alignment);
      AlignmentState state = aligner.newState();
      int[] verdicts = new int[Verdict.values().length];
      int framed = 0;
      int read = 0;
      for (Reading reading : chaos) {
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
          read++;
          verdicts[add(aligner, state, reading).ordinal()]++;
          framed += aligner.release("d", state, block -> {});
          int rejected = read - verdicts[Verdict.BUFFERED.ordinal()];
          assertThat(framed + state.buffered() + rejected).as("seed=%d", seed).isEqualTo(read);
        }
      }
      framed += aligner.flush("d", state, block -> {});
      assertThat(framed).as("seed=%d", seed).isEqualTo(verdicts[Verdict.BUFFERED.ordinal()]);
      assertThat(state.buffered()).as("seed=%d", seed).isZero();
    }
  }

  @Test
  void shouldReadGoldenBytesOfVersion1() throws IOException {
    Alignment alignment =
        Scenario.alignment(1_000, 50, Scenario.channel("a", 0), Scenario.channel("b", 0));
    Scenario device = new Scenario(alignment);
    device.reading(0, 0, 1.5).reading(1, 1.5, -2).reading(0, 1_020, 3).reading(0, 1_015, 4);
    byte[] golden;
    try (var resource = getClass().getResourceAsStream("/golden/alignment-state-v1.bin")) {
      golden = resource.readAllBytes();
    }

    assertThat(Scenario.saved(device.state())).isEqualTo(golden);
    AlignmentState restored = Scenario.restored(golden, List.of("a", "b"));
    assertThat(restored.buffered()).isEqualTo(2);
    assertThat(restored.frontierMicros()).isEqualTo(10_000);
    assertThat(Scenario.saved(restored)).isEqualTo(golden);
  }

  @Test
  void shouldReadGoldenBytesOfVersion2() throws IOException {
    byte[] golden;
    try (var resource = getClass().getResourceAsStream("/golden/alignment-state-v2.bin")) {
      golden = resource.readAllBytes();
    }
    Scenario device = deviceThatLooksBack();

    assertThat(Scenario.saved(device.state())).isEqualTo(golden);
    AlignmentState restored = Scenario.restored(golden, List.of("a", "b"));
    assertThat(restored.previousTick().value(0)).isEqualTo(1.5);
    assertThat(restored.previousTick().origin(1)).isEqualTo(Mask.FILLED);
    assertThat(Scenario.saved(restored)).isEqualTo(golden);
  }

  /** Two frames are released, and two readings wait. */
  static Scenario deviceThatLooksBack() {
    Scenario device =
        new Scenario(
            Scenario.alignment(
                1_000,
                50,
                Scenario.channel("a", 0),
                Scenario.channel("b", 0),
                new DerivedChannel("change", Derivation.CHANGE, List.of("a"), 1, 0)));
    return device
        .reading(0, 0, 0.5)
        .reading(1, 1.5, -2)
        .reading(0, 12, 1.5)
        .reading(0, 1_020, 3)
        .reading(0, 1_015, 4);
  }

  private static List<String> run(RandomDevice device, List<Reading> readings, boolean saveOften) {
    Aligner aligner = new Aligner(device.alignment);
    AlignmentState state = aligner.newState();
    List<String> frames = new ArrayList<>();
    for (Reading reading : readings) {
      assertThat(add(aligner, state, reading)).isEqualTo(Verdict.BUFFERED);
      aligner.release("d", state, block -> note(block, frames));
      if (saveOften) {
        state = Scenario.restored(Scenario.saved(state), device.alignment.layout().measuredNames());
      }
    }
    aligner.flush("d", state, block -> note(block, frames));
    return frames;
  }

  static Verdict add(Aligner aligner, AlignmentState state, Reading reading) {
    return aligner.add(state, reading.channel(), reading.micros(), reading.value(), -1);
  }

  static void note(FrameBlock block, List<String> frames) {
    assertThat(block.frames()).isPositive();
    for (int f = 0; f < block.frames(); f++) {
      StringBuilder frame = new StringBuilder();
      frame.append(OfflineAlignment.text(block.timeOf(f), f == 0 && block.segmentStart()));
      for (int c = 0; c < block.channels(); c++) {
        int at = f * block.channels() + c;
        frame.append(OfflineAlignment.text(block.values()[at], block.mask()[at]));
      }
      frames.add(frame.toString());
    }
  }
}
