/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.state.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
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
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.ThrowingRunnable;

/** Runs the decoding as Flink does, and reads its counts as a restore would. */
final class DecodeHarness {

  private final ChannelLayout layout;
  private final Decoding decoding;
  private final Map<String, Metric> metrics = new HashMap<>();
  private OneInputStreamOperatorTestHarness<SourceRecord, DeviceReadings> running;
  private long offset;

  /** Of Tapline's own Avro. */
  DecodeHarness(String... channels) throws Exception {
    this(Decoding.OWN_AVRO, channels);
  }

  DecodeHarness(Decoding decoding, String... channels) throws Exception {
    this(
        decoding,
        new ChannelLayout(
            Arrays.stream(channels)
                .map(name -> new Channel(name, Aggregate.LAST, new Fill.Hold(0), 0, 1, 0))
                .toList()));
  }

  DecodeHarness(Decoding decoding, ChannelLayout layout) throws Exception {
    this.decoding = decoding;
    this.layout = layout;
    start(null);
  }

  void record(byte[] value) throws Exception {
    record("readings", null, value);
  }

  void record(String topic, byte[] key, byte[] value) throws Exception {
    running.processElement(new SourceRecord(topic, 0, offset++, 5, value, key), 5);
  }

  /** Has the task's thread run a mail, as soon as it looks for one. */
  void mail(ThrowingRunnable<? extends Exception> mail) {
    running
        .getOperator()
        .getContainingTask()
        .getMailboxExecutorFactory()
        .createExecutor(TaskMailbox.MIN_PRIORITY)
        .execute(mail, "of the test");
  }

  OperatorSubtaskState snapshot() throws Exception {
    return running.snapshot(1, 1);
  }

  void restore() throws Exception {
    restore(snapshot());
  }

  void restore(OperatorSubtaskState state) throws Exception {
    running.close();
    start(state);
  }

  List<DeviceReadings> readings() {
    return running.extractOutputValues();
  }

  List<RejectedReadings> rejected() {
    List<RejectedReadings> rejected = new ArrayList<>();
    var side = running.getSideOutput(ElementTypes.REJECTED);
    if (side != null) {
      side.forEach(record -> rejected.add(record.getValue()));
    }
    return rejected;
  }

  /** Forgets what came out so far. */
  void forget() {
    running.getOutput().clear();
    var side = running.getSideOutput(ElementTypes.REJECTED);
    if (side != null) {
      side.clear();
    }
  }

  Counts counts() throws Exception {
    Reader reader = new Reader();
    var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(reader));
    harness.initializeState(running.snapshot(2, 2));
    harness.close();
    return reader.counts;
  }

  /** What a gauge of the operator now shows. */
  long gauge(String name) {
    return (Long) ((Gauge<?>) metrics.get(name)).getValue();
  }

  void close() throws Exception {
    running.close();
  }

  private void start(OperatorSubtaskState state) throws Exception {
    MockEnvironment environment =
        new MockEnvironmentBuilder().setMetricGroup(taskMetrics()).build();
    running =
        new OneInputStreamOperatorTestHarness<>(
            new DecodeOperatorFactory(layout, decoding), environment);
    running.setup();
    if (state != null) {
      running.initializeState(state);
    }
    running.open();
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

  /** Restores the counts and does nothing else. */
  private static final class Reader extends ProcessFunction<SourceRecord, DeviceReadings>
      implements CheckpointedFunction {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // The harness runs this very instance.
    private final Counts counts = new Counts();

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      counts.restore(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void processElement(
        SourceRecord record, Context context, Collector<DeviceReadings> out) {}
  }
}
