/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.RejectedReadings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * Runs a keyed operator as Flink does, and, where asked, saves it and restores it into a new
 * instance after every element: what comes out must not change.
 */
final class Harness<I, O> implements AutoCloseable {

  private final Supplier<StreamOperatorFactory<O>> factory;
  private final KeySelector<I, String> key;
  private final Supplier<StateBackend> backend;
  private final boolean restoreAfterEach;
  private final List<O> output = new ArrayList<>();
  private final List<RejectedReadings> rejected = new ArrayList<>();

  private KeyedOneInputStreamOperatorTestHarness<String, I, O> running;

  Harness(
      Supplier<StreamOperatorFactory<O>> factory,
      KeySelector<I, String> key,
      Supplier<StateBackend> backend,
      boolean restoreAfterEach)
      throws Exception {
    this.factory = factory;
    this.key = key;
    this.backend = backend;
    this.restoreAfterEach = restoreAfterEach;
    start(null);
  }

  /** The operator that runs a keyed function. */
  static <I, O> StreamOperatorFactory<O> keyed(KeyedProcessFunction<String, I, O> function) {
    return SimpleOperatorFactory.of(new KeyedProcessOperator<>(function));
  }

  Harness<I, O> element(I element, long timestampMillis) throws Exception {
    running.processElement(element, timestampMillis);
    return afterEach();
  }

  Harness<I, O> watermark(long millis) throws Exception {
    running.processWatermark(millis);
    return afterEach();
  }

  /** Lets the wall clock of the task go on. */
  Harness<I, O> wallClock(long millis) throws Exception {
    running.setProcessingTime(millis);
    return afterEach();
  }

  Harness<I, O> idle() throws Exception {
    running.processWatermarkStatus(WatermarkStatus.IDLE);
    return afterEach();
  }

  /** What a task does of an operator whose input has ended, after the last watermark. */
  Harness<I, O> finish() throws Exception {
    running.getOperator().finish();
    return afterEach();
  }

  Harness<I, O> endOfInput() throws Exception {
    return watermark(Watermark.MAX_WATERMARK.getTimestamp());
  }

  List<O> output() {
    return output;
  }

  List<RejectedReadings> rejected() {
    return rejected;
  }

  /** What the running operator has given to a side output. */
  <T> List<T> side(OutputTag<T> tag) {
    return running.getSideOutput(tag).stream().map(StreamRecord::getValue).toList();
  }

  int timers() {
    return running.numEventTimeTimers();
  }

  /** The operator that runs, with its state. */
  AbstractStreamOperator<O> operator() {
    return (AbstractStreamOperator<O>) running.getOperator();
  }

  /** Saves the operator as it is. */
  OperatorSubtaskState snapshot() throws Exception {
    running.prepareSnapshotPreBarrier(1);
    collect();
    return running.snapshot(1, 1);
  }

  /** What the task does at a barrier; the checkpoint is written when it is asked to be. */
  Checkpoint beginCheckpoint() throws Exception {
    running.prepareSnapshotPreBarrier(1);
    collect();
    OperatorSnapshotFutures futures =
        running
            .getOperator()
            .snapshotState(
                1,
                1,
                CheckpointOptions.forCheckpointWithDefaultLocation(),
                new MemCheckpointStreamFactory(1 << 24));
    return () -> OperatorSnapshotFinalizer.create(futures).getJobManagerOwnedState();
  }

  /** A checkpoint that is being written. */
  @FunctionalInterface
  interface Checkpoint {
    OperatorSubtaskState finish() throws Exception;
  }

  /** Goes on in a new instance, from a checkpoint. */
  void restart(OperatorSubtaskState state) throws Exception {
    running.close();
    start(state);
  }

  /** Saves the operator and goes on in a new instance, of another function where given. */
  void restoreInto(StreamOperatorFactory<O> other) throws Exception {
    OperatorSubtaskState state = snapshot();
    running.close();
    start(state, other);
  }

  @Override
  public void close() {
    try {
      running.close();
    } catch (Exception e) {
      throw new IllegalStateException("the operator does not close", e);
    }
  }

  private Harness<I, O> afterEach() throws Exception {
    collect();
    if (restoreAfterEach) {
      restoreInto(factory.get());
    }
    return this;
  }

  private void collect() {
    for (Object record : running.getOutput()) {
      if (record instanceof StreamRecord<?> element) {
        @SuppressWarnings("unchecked")
        O value = (O) element.getValue();
        output.add(value);
      }
    }
    running.getOutput().clear();
    var side = running.getSideOutput(ElementTypes.REJECTED);
    if (side != null) {
      side.forEach(record -> rejected.add(record.getValue()));
      side.clear();
    }
  }

  private void start(OperatorSubtaskState state) throws Exception {
    start(state, factory.get());
  }

  private void start(OperatorSubtaskState state, StreamOperatorFactory<O> started)
      throws Exception {
    running = new KeyedOneInputStreamOperatorTestHarness<>(started, key, Types.STRING);
    running.setStateBackend(backend.get());
    running.setup();
    if (state != null) {
      running.initializeState(state);
    }
    running.open();
  }
}
