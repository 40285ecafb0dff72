/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static io.tapline.alignment.Scenario.alignment;
import static io.tapline.alignment.Scenario.channel;
import static io.tapline.alignment.Scenario.restored;
import static io.tapline.alignment.Scenario.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionStateFormatTest {

  private static final List<String> NAMES = List.of("a", "b");
  private static final Alignment IN_ORDER = alignment(channel("a", 0), channel("b", 30));
  private static final Alignment OF_TOPICS = IN_ORDER.withPartitioning(Partitioning.SEVERAL_TOPICS);

  @Test
  void shouldReadGoldenBytesOfPartitionsOfSeveral() {
    byte[] golden = golden("alignment-state-v3-several");

    assertThat(saved(deviceOfSeveral().state())).isEqualTo(golden);
    AlignmentState device = restored(golden, NAMES);
    assertThat(saved(device)).isEqualTo(golden);
    PartitionClocks partitions = device.partitions();
    assertThat(partitions.areOne()).isFalse();
    assertThat(partitions.isOfOneTopic()).isFalse();
    assertThat(partitions.longestWait()).isEqualTo(30_000);
    assertThat(partitions.size()).isEqualTo(2);
    assertThat(partitions.idAt(0)).isEqualTo(-11);
    assertThat(partitions.furthestAt(0)).isEqualTo(520_000);
    assertThat(partitions.heardAt(1)).isEqualTo(71_000);
    assertThat(partitions.lateSinceAt(0)).isEqualTo(530_000);
    assertThat(partitions.lateSinceAt(1)).isEqualTo(ChannelBuffers.NEVER);
    assertThat(partitions.ways().home(1)).isEqualTo(1);
    assertThat(partitions.ways().route(1)).isEqualTo(Route.byKey(78));
    assertThat(partitions.ways().roamsUntil(1)).isEqualTo(3_600_520_000L);
    assertThat(partitions.evidence().recordThatReached(50_000)).isEqualTo(500_000);
  }

  /** One channel comes by device, one by other keys; ticks are released, and a reading was late. */
  private static Scenario deviceOfSeveral() {
    Scenario device = new Scenario(OF_TOPICS);
    device.from(-11, Route.BY_DEVICE).reading(0, 0, 1.5).reading(0, 500, 2).reading(0, 520, 3);
    device.from(22, Route.byKey(77)).reading(1, 0, -2, 40).reading(1, 41, -3);
    device.watermark(70).from(22, Route.byKey(78)).reading(1, 50, -4, 71);
    return device.from(-11, Route.BY_DEVICE).reading(0, 5, 9, 530);
  }

  @Test
  void shouldReadGoldenBytesOfPartitionsThatAreOne() {
    byte[] golden = golden("alignment-state-v3-one");

    assertThat(saved(deviceOfOne().state())).isEqualTo(golden);
    AlignmentState device = restored(golden, NAMES);
    assertThat(saved(device)).isEqualTo(golden);
    assertThat(device.comesInOneOrder()).isTrue();
    assertThat(device.partitions().isOfOneTopic()).isTrue();
    assertThat(device.partitions().oneRoute()).isEqualTo(Route.BY_DEVICE);
    assertThat(device.partitions().idAt(0)).isEqualTo(33);
    assertThat(device.partitions().heardAt(0)).isEqualTo(41_000);
  }

  private static Scenario deviceOfOne() {
    Scenario device = new Scenario(IN_ORDER.withPartitioning(Partitioning.ONE_TOPIC));
    device.from(33, Route.BY_DEVICE).reading(0, 0, 1.5).reading(1, 0, 2);
    return device.reading(0, 40, 3).reading(0, 41, 4);
  }

  @Test
  void shouldReadGoldenBytesOfReadingsThatAreLate() {
    byte[] golden = golden("alignment-state-v3-late");

    assertThat(saved(lateDevice().state())).isEqualTo(golden);
    AlignmentState device = restored(golden, NAMES);
    assertThat(saved(device)).isEqualTo(golden);
    assertThat(device.lateSince()).isEqualTo(50_000);
    assertThat(device.partitions()).isNull();
  }

  private static Scenario lateDevice() {
    return new Scenario(IN_ORDER).reading(0, 0, 1).reading(0, 40, 2).reading(0, 5, 3, 50);
  }

  @Test
  void shouldGoOnWithVersion1UnderSeveralTopics() {
    Scenario device = new Scenario(IN_ORDER);
    device.reading(0, 0, 1).reading(1, 0, 10).reading(0, 40, 2);
    assertThat(saved(device.state())[0]).isEqualTo((byte) 1);

    assertLosesNothingUnderSeveralTopics(device, OF_TOPICS);
  }

  @Test
  void shouldGoOnWithVersion2UnderSeveralTopics() {
    Alignment lookingBack =
        alignment(
            channel("a", 0),
            channel("b", 30),
            new DerivedChannel("change", Derivation.CHANGE, List.of("a"), 1, 0));
    Scenario device = new Scenario(lookingBack);
    device.reading(0, 0, 1).reading(1, 0, 10).reading(0, 40, 2);
    assertThat(saved(device.state())[0]).isEqualTo((byte) 2);

    assertLosesNothingUnderSeveralTopics(
        device, lookingBack.withPartitioning(Partitioning.SEVERAL_TOPICS));
  }

  /** One tick has been released, and channel b comes from a topic that is read late. */
  private static void assertLosesNothingUnderSeveralTopics(Scenario device, Alignment alignment) {
    assertThat(device.frames()).hasSize(1);
    assertThat(device.restored().goOnUnder(alignment)).isZero();
    device.from(1, Route.BY_DEVICE).reading(0, 500, 3);
    assertThat(device.frames()).isEmpty();
    device.from(2, Route.BY_DEVICE).reading(1, 10, 20);
    assertThat(device.verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(device.reading(1, 600, 20).flush().framedReadings()).isEqualTo(6);
  }

  @Test
  void shouldRefuseHomeThatIsNoPartition() {
    byte[] damaged = golden("alignment-state-v3-several");
    int home = damaged.length - 4 - 2 * 8 * evidence(damaged) - 2 * (2 + 8 + 8);
    damaged[home + 1] = 2;

    assertThatThrownBy(() -> AlignmentStateFormat.read(new DataInputStream(stream(damaged)), NAMES))
        .isInstanceOf(IOException.class)
        .hasMessage("alignment state is damaged: home=2, partitions=2");
  }

  private static int evidence(byte[] golden) {
    return restored(golden, NAMES).partitions().evidence().size();
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] golden(String name) {
    try (var resource =
        PartitionStateFormatTest.class.getResourceAsStream("/golden/" + name + ".bin")) {
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
