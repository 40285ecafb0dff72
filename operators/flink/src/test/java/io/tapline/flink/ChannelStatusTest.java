/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.alignment.Verdict;
import io.tapline.flink.state.ChannelCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

class ChannelStatusTest {

  private static final int METRICS_OF_A_CHANNEL = 12;

  private final Map<String, Metric> metrics = new HashMap<>();
  private final Map<String, AbstractMetricGroup<?>> groups = new HashMap<>();

  @Test
  void shouldSayOfEachReadingWhatBecameOfIt() {
    ChannelStatus status = status("motor.x", "pump");

    status.reading(0, 7_999, Verdict.BUFFERED);
    status.reading(0, 5_000, Verdict.BUFFERED);
    status.reading(0, 7_000, Verdict.DUPLICATE);
    status.reading(0, 7_000, Verdict.REPLACED);
    status.reading(0, 3_000, Verdict.LATE);
    status.reading(0, 4_000, Verdict.CARRIED);
    status.reading(0, 9_000, Verdict.INVALID);
    status.reading(0, 9_000, Verdict.OUT_OF_RANGE);
    status.reading(0, 99_000_000, Verdict.FUTURE);

    assertThat(gauge("motor.x", "read")).isEqualTo(9L);
    assertThat(gauge("motor.x", "duplicate")).isEqualTo(2L);
    assertThat(gauge("motor.x", "late")).isEqualTo(1L);
    assertThat(gauge("motor.x", "carried")).isEqualTo(1L);
    assertThat(gauge("motor.x", "invalid")).isEqualTo(2L);
    assertThat(gauge("motor.x", "future")).isEqualTo(1L);
    assertThat(gauge("motor.x", "last-seen-ms")).as("of a reading that was taken").isEqualTo(7L);
    assertThat(gauge("pump", "read")).isEqualTo(0L);
    assertThat((long) gauge("pump", "last-seen-ms")).as("never").isLessThan(-62_135_596_800_000L);
  }

  /** The frame's second place is derived, and no channel of readings. */
  @Test
  void shouldSayWhatFramesAreMadeOf() {
    ChannelLayout layout =
        new ChannelLayout(
            List.of(
                channel("a"),
                new DerivedChannel("n", Derivation.NORM, List.of("a", "b"), 1, 0),
                channel("b")));
    ChannelStatus status = status(layout);

    status.frames(
        block(
            Mask.OBSERVED,
            Mask.MISSING,
            Mask.MISSING,
            Mask.OBSERVED,
            Mask.FILLED,
            Mask.FILLED,
            Mask.OBSERVED,
            Mask.FILLED,
            Mask.FILLED,
            Mask.FILLED,
            Mask.FILLED,
            Mask.OBSERVED));

    assertThat(gauge("a", "observed")).isEqualTo(3L);
    assertThat(gauge("a", "filled")).isEqualTo(1L);
    assertThat(gauge("a", "missing")).isEqualTo(0L);
    assertThat(gauge("a", "observed-share")).isEqualTo(0.75);
    assertThat(gauge("b", "observed")).isEqualTo(1L);
    assertThat(gauge("b", "filled")).isEqualTo(2L);
    assertThat(gauge("b", "missing")).isEqualTo(1L);
    assertThat(metrics).hasSize(2 * METRICS_OF_A_CHANNEL);
  }

  @Test
  void shouldHaveNoShareBeforeTheFirstFrame() {
    status("a");

    assertThat(gauge("a", "observed-share")).isEqualTo(0.0);
  }

  @Test
  void shouldGiveReportersTheChannelAsALabel() {
    status("motor.x");

    AbstractMetricGroup<?> group = groups.get("motor.x/read");
    assertThat(group.getAllVariables()).containsEntry("<channel>", "motor.x");
    assertThat(group.getLogicalScope(CharacterFilter.NO_OP_FILTER, '.'))
        .endsWith("tapline.channel");
    assertThat(group.getMetricIdentifier("read")).endsWith("tapline.channel.motor.x.read");
  }

  private ChannelStatus status(String... channels) {
    return status(
        new ChannelLayout(List.of(channels).stream().map(ChannelStatusTest::channel).toList()));
  }

  private ChannelStatus status(ChannelLayout layout) {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer(
                (metric, name, group) -> {
                  String channel = group.getAllVariables().get("<channel>");
                  if (channel != null) {
                    metrics.put(channel + "/" + name, metric);
                    groups.put(channel + "/" + name, group);
                  }
                })
            .build();
    return new ChannelStatus(
        layout,
        new ChannelCounts(layout.measuredNames()),
        TaskManagerMetricGroup.createTaskManagerMetricGroup(
                registry, "localhost", ResourceID.generate())
            .addJob(new JobID(), "job")
            .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task"));
  }

  private static Channel channel(String name) {
    return new Channel(name, Aggregate.LAST, new Fill.Hold(0), 0, 1, 0);
  }

  private Object gauge(String channel, String name) {
    return ((Gauge<?>) metrics.get(channel + "/" + name)).getValue();
  }

  private static FrameBlock block(byte... mask) {
    int channels = 3;
    return FrameBlock.of("d", true, 0, 10, channels, new float[mask.length], mask);
  }
}
