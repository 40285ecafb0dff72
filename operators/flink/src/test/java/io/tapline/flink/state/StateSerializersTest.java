/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.Golden;
import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.state.StateMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What a savepoint holds: its bytes of version 1, and what becomes of them under a new layout. */
class StateSerializersTest {

  private static final DeviceAlignmentSerializer ALIGNMENT =
      new DeviceAlignmentSerializer(List.of("a", "b"));
  private static final DeviceRingsSerializer RINGS = DeviceRingsSerializer.INSTANCE;

  @Test
  void shouldReadAnAlignmentOfVersion1ThroughItsSnapshotOfVersion1() throws Exception {
    TypeSerializerSnapshot<DeviceAlignment> snapshot =
        Golden.readSnapshot(Golden.bytes("device-alignment-snapshot"));
    TypeSerializer<DeviceAlignment> serializer = snapshot.restoreSerializer();
    byte[] golden = Golden.bytes("device-alignment");
    DeviceAlignment device = Golden.read(serializer, golden);

    assertThat(serializer).isEqualTo(ALIGNMENT).hasSameHashCodeAs(ALIGNMENT);
    assertThat(ALIGNMENT.snapshotConfiguration().resolveSchemaCompatibility(snapshot))
        .matches(compatibility -> compatibility.isCompatibleAsIs());
    assertThat(device.timerMillis()).isEqualTo(1_500);
    assertThat(device.seenMillis()).isEqualTo(600);
    assertThat(device.alignment().channelNames()).containsExactly("a", "b");
    assertThat(device.alignment().frameFingerprint()).isEqualTo(alignment().frameFingerprint());
    assertThat(device.alignment().frontierMicros()).isEqualTo(20_000);
    assertThat(device.alignment().lastRecordMicros()).isEqualTo(500_000);
    assertThat(device.alignment().furthestMicros()).isEqualTo(35_000);
    assertThat(device.alignment().buffered()).isEqualTo(2);
    assertThat(frames(device)).containsExactly("20000 2.5 7.0", "30000 -3.0 7.0");
    assertThat(Golden.copy(serializer, golden)).isEqualTo(golden);
  }

  @Test
  void shouldWriteAnAlignmentAsVersion1() throws Exception {
    byte[] golden = Golden.bytes("device-alignment");
    assertThat(Golden.write(ALIGNMENT, Golden.read(ALIGNMENT, golden))).isEqualTo(golden);
    assertThat(Golden.writeSnapshot(ALIGNMENT))
        .isEqualTo(Golden.bytes("device-alignment-snapshot"));
    assertThat(InstantiationUtil.clone(ALIGNMENT)).isEqualTo(ALIGNMENT);
  }

  @Test
  void shouldCopyAnAlignmentToOneOfItsOwn() throws Exception {
    byte[] golden = Golden.bytes("device-alignment");
    DeviceAlignment device = Golden.read(ALIGNMENT, golden);
    DeviceAlignment copy = ALIGNMENT.copy(device);
    frames(device);
    device.timerMillis(9);

    assertThat(Golden.write(ALIGNMENT, device)).isNotEqualTo(golden);
    assertThat(Golden.write(ALIGNMENT, copy)).isEqualTo(golden);
  }

  @Test
  void shouldMigrateAnAlignmentByTheNamesOfItsChannels() throws Exception {
    DeviceAlignmentSerializer other = new DeviceAlignmentSerializer(List.of("new", "b"));
    assertThat(
            other
                .snapshotConfiguration()
                .resolveSchemaCompatibility(ALIGNMENT.snapshotConfiguration())
                .isCompatibleAfterMigration())
        .isTrue();

    DeviceAlignment old = Golden.read(ALIGNMENT, Golden.bytes("device-alignment"));
    DeviceAlignment moved = Golden.read(other, Golden.write(other, old));

    assertThat(moved.alignment().channelNames()).containsExactly("new", "b");
    assertThat(moved.alignment().furthestMicros()).isEqualTo(12_000);
    assertThat(moved.alignment().frameFingerprint())
        .as("the next frame starts a segment, whatever the layout is then")
        .isZero();
    assertThat(moved.alignment().buffered()).isZero();
    assertThat(moved.timerMillis()).isEqualTo(1_500);
    assertThat(moved.seenMillis()).isEqualTo(600);
    assertThat(moved.takeGone()).as("readings of channel a").isEqualTo(2);
    assertThat(moved.takeGone()).isZero();
  }

  @Test
  void shouldRefuseAChannelLayoutOfAnUnknownVersion() throws Exception {
    byte[] snapshot = Golden.bytes("device-alignment-snapshot");
    int version = snapshot.length - 14 + 3;
    assertThat(snapshot[version]).isEqualTo((byte) 1);
    snapshot[version] = 2;
    assertThatThrownBy(() -> Golden.readSnapshot(snapshot))
        .hasStackTraceContaining("channel layout of an unknown version: version=2, known=1");
  }

  @Test
  void shouldReadRingsOfVersion1ThroughTheirSnapshotOfVersion1() throws Exception {
    TypeSerializerSnapshot<DeviceRings> snapshot =
        Golden.readSnapshot(Golden.bytes("device-rings-snapshot"));
    TypeSerializer<DeviceRings> serializer = snapshot.restoreSerializer();
    DeviceRings device = Golden.read(serializer, Golden.bytes("device-rings"));
    device.bind(network(4));

    assertThat(serializer).isEqualTo(RINGS);
    assertThat(device.rings().frames()).isEqualTo(3);
    assertThat(device.observed().share()).isEqualTo(3 / 4f);
    // The frame before was (0.5, -2): 0.5·1 - 2·2 + 10·3 + 1·4.
    assertThat(next(device, 10, 1)).isEqualTo(30.5f);
  }

  @Test
  void shouldWriteRingsAsVersion1() throws Exception {
    DeviceRings device = DeviceRings.fresh(network(4));
    device.observed().push(0);
    next(device, 1, 1);
    device.observed().push(2);
    next(device, 2, 2);
    device.observed().push(1);
    next(device, 0.5f, -2);

    byte[] golden = Golden.bytes("device-rings");
    assertThat(Golden.write(RINGS, device)).isEqualTo(golden);
    assertThat(Golden.write(RINGS, Golden.read(RINGS, golden))).as("unbound").isEqualTo(golden);
    assertThat(Golden.copy(RINGS, golden)).isEqualTo(golden);
    assertThat(Golden.writeSnapshot(RINGS)).isEqualTo(Golden.bytes("device-rings-snapshot"));
  }

  @Test
  void shouldCopyRingsToSomeOfTheirOwn() throws Exception {
    byte[] golden = Golden.bytes("device-rings");
    DeviceRings bound = Golden.read(RINGS, golden);
    bound.bind(network(4));
    DeviceRings copy = RINGS.copy(bound);
    next(bound, 1, 1);
    assertThat(Golden.write(RINGS, copy)).isEqualTo(golden);

    DeviceRings unbound = Golden.read(RINGS, golden);
    DeviceRings copyOfUnbound = RINGS.copy(unbound);
    unbound.bind(network(4));
    next(unbound, 1, 1);
    assertThat(Golden.write(RINGS, copyOfUnbound)).isEqualTo(golden);
  }

  @Test
  void shouldKeepTheRingsOfAnotherNetworkUnread() throws Exception {
    byte[] golden = Golden.bytes("device-rings");
    DeviceRings device = Golden.read(RINGS, golden);
    assertThatThrownBy(() -> device.bind(network(5))).isInstanceOf(StateMismatchException.class);
    assertThat(Golden.write(RINGS, device)).isEqualTo(golden);
  }

  private static float next(DeviceRings device, float... frame) {
    float[] result = new float[1];
    network(4)
        .newProcessor()
        .process(
            frame,
            0,
            1,
            device.rings(),
            (output, f, missing, values, at) -> result[0] = values[at]);
    return result[0];
  }

  /** y(t) = 1·a(t-1) + 2·b(t-1) + 3·a(t) + last·b(t). */
  private static Network network(float last) {
    return Network.compile(
        2,
        List.of(
            Convolution.named("conv")
                .filters(1)
                .kernelSize(2)
                .kernel(new float[] {1, 2, 3, last})
                .activation(Activation.LINEAR)
                .build()));
  }

  private static Alignment alignment() {
    return new Alignment(
        new Grid(0, 10_000),
        new ChannelLayout(
            Stream.of("a", "b")
                .map(name -> new Channel(name, Aggregate.LAST, new Fill.Hold(50_000), 0, 1, 0))
                .toList()),
        new TimeBounds(0, 500_000, 0, 0),
        8);
  }

  /** Flushes a device and gives its frames: time, then values. */
  private static List<String> frames(DeviceAlignment device) {
    List<String> frames = new ArrayList<>();
    new Aligner(alignment())
        .flush(
            "d",
            device.alignment(),
            block -> {
              for (int f = 0; f < block.frames(); f++) {
                frames.add(
                    block.timeOf(f)
                        + " "
                        + block.values()[2 * f]
                        + " "
                        + block.values()[2 * f + 1]);
              }
            });
    return frames;
  }
}
