/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.AlignmentState;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import io.tapline.network.Network;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.convolution.Convolution;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is planned, against what the aligner does with one reading a channel and tick. */
class DeviceStateTest {

  private static final long TICK = 10_000;
  private static final long DISORDER = 50_000;
  private static final long LOOK_AHEAD = 20_000;
  private static final long WAIT = 300_000;
  private static final int TICKS = 200;

  private static final Alignment ALIGNMENT =
      new Alignment(
          new Grid(0, TICK),
          new ChannelLayout(
              List.of(
                  new Channel("steady", Aggregate.LAST, new Fill.Hold(TICK), 0, 1, 0),
                  new Channel("smooth", Aggregate.MEAN, new Fill.Linear(LOOK_AHEAD), 0, 1, 0),
                  new Channel("slow", Aggregate.LAST, new Fill.Hold(TICK), WAIT, 1, 0))),
          new TimeBounds(DISORDER, 1_000_000, 1_000_000, 1_000_000),
          64);

  private final Aligner aligner = new Aligner(ALIGNMENT);
  private final AlignmentState device = aligner.newState();
  private long newestTickEnd;
  private long latestMicros;

  @Test
  void shouldPlanTheBytesAndTheDelayWhileAllChannelsSend() throws IOException {
    send(0, TICKS, 3);

    DeviceState planned = planned();
    assertThat(bytes()).isEqualTo(planned.clockBytes() + planned.waitingBytes());
    assertThat(latestMicros - newestTickEnd).isEqualTo(ReleaseDelay.of(ALIGNMENT).whileAllSend());
    assertThat(planned.together()).isEqualTo(planned.ringBytes() + bytes());
  }

  @Test
  void shouldPlanTheBytesAndTheDelayWhereAChannelStops() throws IOException {
    send(0, TICKS, 3);
    send(TICKS, 2 * TICKS, 2);

    DeviceState planned = planned();
    ReleaseDelay delay = ReleaseDelay.of(ALIGNMENT);
    assertThat(latestMicros - newestTickEnd).isEqualTo(delay.whenAChannelStops());
    assertThat(delay.waitChannels()).containsExactly("slow");
    assertThat(delay.lookAheadChannels()).containsExactly("smooth");
    // Of the three channels that may have readings waiting, the one that stopped has none.
    assertThat(bytes()).isEqualTo(planned.clockBytes() + planned.mostWaitingBytes() * 2 / 3);
  }

  @Test
  void shouldPlanTheRingsAsTheNetworkKeepsThem() {
    assertThat(planned().ringBytes()).isEqualTo(Integer.BYTES + network().deviceStateBytes());
  }

  private void send(int from, int until, int channels) {
    for (int tick = from; tick < until; tick++) {
      latestMicros = tick * TICK;
      for (int channel = 0; channel < channels; channel++) {
        aligner.add(device, channel, latestMicros, tick, latestMicros);
      }
      aligner.release("pump", device, block -> {});
    }
    newestTickEnd = device.frontierMicros();
  }

  private long bytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new DeviceAlignmentSerializer(ALIGNMENT.layout().measuredNames())
        .serialize(new DeviceAlignment(device), out);
    return out.length();
  }

  private static DeviceState planned() {
    return DeviceState.of(ALIGNMENT, network());
  }

  private static Network network() {
    return Network.compile(
        3,
        List.of(
            Convolution.named("bank")
                .filters(2)
                .kernelSize(7)
                .padding(Padding.CAUSAL)
                .kernel(new float[7 * 3 * 2])
                .build()));
  }
}
