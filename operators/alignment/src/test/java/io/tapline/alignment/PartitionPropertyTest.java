/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.RandomDevice.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random devices, as those of {@link AlignmentPropertyTest}, whose readings come by partitions. */
class PartitionPropertyTest {

  private static final long FIRST_SEED = 20_260_201;
  private static final int DEVICES = 1_000;

  /** A reading, and the timestamp of its record: the latest time that was written before it. */
  private record Written(Reading reading, long recordMicros) {}

  @Test
  void shouldFrameOneTopicKeyedByDeviceExactlyAsOnePartition() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DEVICES; seed++) {
      RandomDevice device = new RandomDevice(seed);
      Aligner one = new Aligner(device.alignment);
      Aligner keyed = new Aligner(device.alignment.withPartitioning(Partitioning.ONE_TOPIC));
      AlignmentState stateOfOne = one.newState();
      AlignmentState stateOfKeyed = keyed.newState();
      for (Written written : written(device, seed)) {
        List<String> frames = take(one, stateOfOne, 0, written);
        assertThat(take(keyed, stateOfKeyed, 5, written)).as("seed=%d", seed).isEqualTo(frames);
        assertThat(stateOfKeyed.comesInOneOrder()).as("seed=%d", seed).isTrue();
      }
    }
  }

  private static List<String> take(
      Aligner aligner, AlignmentState state, long partition, Written written) {
    List<String> frames = new ArrayList<>();
    FrameBlockSink sink = block -> AlignmentPropertyTest.note(block, frames);
    long recordMicros = written.recordMicros();
    aligner.noteRecord("d", state, partition, Route.BY_DEVICE, recordMicros, sink);
    Reading reading = written.reading();
    Verdict verdict =
        aligner.add(state, reading.channel(), reading.micros(), reading.value(), recordMicros);
    assertThat(verdict).isEqualTo(Verdict.BUFFERED);
    aligner.endRecord(state, recordMicros, true, false);
    aligner.release("d", state, sink);
    return frames;
  }

  @Test
  void shouldFrameTheSameHoweverTopicsAreReadAndStateIsRestored() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DEVICES; seed++) {
      RandomDevice device = new RandomDevice(seed);
      List<String> expected = OfflineAlignment.frames(device);

      assertThat(framesOfTopics(device, seed, false)).as("seed=%d", seed).isEqualTo(expected);
      assertThat(framesOfTopics(device, seed, true)).as("seed=%d", seed).isEqualTo(expected);
    }
  }

  /** Each channel has a topic of two, by device; which topic is read next is drawn at random. */
  private static List<String> framesOfTopics(RandomDevice device, long seed, boolean saveOften) {
    Alignment alignment = device.alignment.withPartitioning(Partitioning.SEVERAL_TOPICS);
    Aligner aligner = new Aligner(alignment);
    AlignmentState state = aligner.newState();
    SplittableRandom random = new SplittableRandom(seed);
    List<Deque<Written>> topics = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    int second = random.nextInt(4);
    for (Written written : written(device, seed)) {
      topics.get(written.reading().channel() < second ? 0 : 1).add(written);
    }
    List<String> frames = new ArrayList<>();
    FrameBlockSink sink = block -> AlignmentPropertyTest.note(block, frames);
    while (!topics.get(0).isEmpty() || !topics.get(1).isEmpty()) {
      int topic = topics.get(0).isEmpty() ? 1 : topics.get(1).isEmpty() ? 0 : random.nextInt(2);
      for (int left = random.nextInt(9); left > 0 && !topics.get(topic).isEmpty(); left--) {
        frames.addAll(take(aligner, state, topic, topics.get(topic).poll()));
        if (saveOften) {
          state = Scenario.restored(Scenario.saved(state), state.channelNames());
        }
      }
      if (random.nextInt(3) == 0) {
        aligner.release("d", state, watermark(topics), sink);
      }
    }
    aligner.flush("d", state, sink);
    return frames;
  }

  /** All records of timestamps before those that are still to be read have been read. */
  private static long watermark(List<Deque<Written>> topics) {
    return topics.stream()
        .filter(topic -> !topic.isEmpty())
        .mapToLong(topic -> topic.peek().recordMicros() - 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static List<Written> written(RandomDevice device, long seed) {
    List<Written> written = new ArrayList<>();
    long latest = Long.MIN_VALUE;
    for (Reading reading : device.shuffledWithinBounds(seed)) {
      latest = Math.max(latest, device.timeOf(reading));
      // A second later, so that no timestamp is negative.
      written.add(new Written(reading, latest + 1_000_000));
    }
    return written;
  }
}
