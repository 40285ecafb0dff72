/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import io.tapline.local.cluster.LocalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A thousand orders of arrival within the bounds, over partitions and subtasks: the frames of every
 * device are those of the one that was in order, to the byte.
 */
class ArrivalOrderIT {

  private static final int DEVICES = 1_001;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ShuffledDevices SENT = new ShuffledDevices();

  private static LocalCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = LocalCluster.start(1, 4);
  }

  @AfterAll
  static void closeCluster() throws Exception {
    cluster.close();
  }

  @ParameterizedTest(name = "partitions={0}, parallelism={1}")
  @CsvSource({"1,1", "2,1", "4,1", "1,2", "2,2", "4,2"})
  void shouldGiveTheSameFramesInEveryOrderWithinTheBounds(int partitions, int parallelism)
      throws Exception {
    Configuration settings = new Configuration();
    settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
    OrderJob job = new OrderJob(SENT, DEVICES, partitions, parallelism);
    cluster.submit(job.define(cluster.env(settings), alignment())).awaitFinished(PATIENCE);

    assertThat(job.rejected()).isZero();
    List<String> inOrder = job.framesOf(0);
    assertThat(job.taken()).isEqualTo(DEVICES * SENT.readings());
    assertThat(inOrder).hasSizeGreaterThan(100);
    for (int device = 1; device < DEVICES; device++) {
      if (!job.framesOf(device).equals(inOrder)) {
        assertThat(job.framesOf(device)).as("seed=%d", device).isEqualTo(inOrder);
      }
    }
  }

  private static Alignment alignment() {
    long wait = ShuffledDevices.LAG + ShuffledDevices.DISORDER + Slices.SKEW;
    List<FrameChannel> channels = new ArrayList<>();
    List<Fill> fills =
        List.of(new Fill.Linear(150_000), new Fill.Hold(250_000), new Fill.Constant(-1));
    for (int c = 0; c < ShuffledDevices.CHANNELS; c++) {
      Channel channel = new Channel("c" + c, Aggregate.MEAN, fills.get(c), wait, 0.1, 0.3);
      channels.add(channel.withDuplicates(Duplicates.MEAN));
    }
    channels.add(new DerivedChannel("change", Derivation.CHANGE, List.of("c0"), 7, 0));
    return new Alignment(
        new Grid(0, 50_000),
        new ChannelLayout(channels),
        new TimeBounds(ShuffledDevices.DISORDER, 1_000_000, 3_600_000_000L, 5_000_000),
        16);
  }
}
