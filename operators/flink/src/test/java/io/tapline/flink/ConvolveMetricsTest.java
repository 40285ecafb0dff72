/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.Result;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ConvolveMetricsTest {

  private final Map<String, Metric> metrics = new HashMap<>();

  @Test
  void shouldCountTheFramesOfTheNetworksTimeAnewWithTheTask() throws Exception {
    var before = start(null);
    before.processElement(block(0, 5), 0);
    assertThat(gauge("frames")).isEqualTo(5);
    assertThat(gauge("network-frames")).isEqualTo(5);
    assertThat(gauge("network-nanos")).isPositive();
    OperatorSubtaskState saved = before.snapshot(1, 1);
    before.close();

    var after = start(saved);
    assertThat(gauge("network-nanos")).isZero();
    after.processElement(block(50, 2), 0);
    assertThat(gauge("frames")).isEqualTo(7);
    assertThat(gauge("network-frames")).isEqualTo(2);
    assertThat(gauge("network-nanos")).isPositive();
    after.close();
  }

  private long gauge(String name) {
    return (Long) ((Gauge<?>) metrics.get(name)).getValue();
  }

  private KeyedOneInputStreamOperatorTestHarness<String, FrameBlock, Result> start(
      OperatorSubtaskState saved) throws Exception {
    MockEnvironment environment =
        new MockEnvironmentBuilder().setMetricGroup(taskMetrics()).build();
    var convolve = new ConvolveFunction(() -> ConvolveFunctionTest.network(1));
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(convolve), FrameBlock::device, Types.STRING, environment);
    harness.setup();
    if (saved != null) {
      harness.initializeState(saved);
    }
    harness.open();
    return harness;
  }

  private TaskMetricGroup taskMetrics() {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer((metric, name, group) -> metrics.put(name, metric))
            .build();
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
  }

  private static FrameBlock block(long start, int frames) {
    return FrameBlock.of(
        "d", start == 0, start, 10, 2, new float[2 * frames], new byte[2 * frames]);
  }
}
