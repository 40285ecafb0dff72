/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.flink.element.DeviceReadings;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.RecordProcessorUtils;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * A keyed operator with its state on the heap, fed as a task of Flink feeds it: the key is set, the
 * record processed. Objects are reused, and nothing is serialised or goes through a network.
 */
final class MeasuredOperator implements AutoCloseable {

  private final AutoCloseable harness;
  private final OneInputStreamOperator<DeviceReadings, ?> operator;
  private final ThrowingConsumer<StreamRecord<DeviceReadings>, Exception> processor;
  private final StreamRecord<DeviceReadings> record = new StreamRecord<>(null);

  private MeasuredOperator(
      AutoCloseable harness, OneInputStreamOperator<DeviceReadings, ?> operator) {
    this.harness = harness;
    this.operator = operator;
    this.processor = RecordProcessorUtils.getRecordProcessor(operator);
  }

  /** Opens an operator; what it emits goes to {@code frames}. */
  static MeasuredOperator open(Subject subject, Consumer<StreamRecord<?>> frames) throws Exception {
    return open(Operators.of(subject.implementation(), subject.channels()), frames);
  }

  private static <T> MeasuredOperator open(
      StreamOperatorFactory<T> factory, Consumer<StreamRecord<?>> frames) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, DeviceReadings, T>(
            new DirectOutputFactory<>(factory, new FrameOutput<>(frames)),
            DeviceReadings::device,
            Types.STRING);
    harness.setStateBackend(new HashMapStateBackend());
    harness.getExecutionConfig().enableObjectReuse();
    harness.setup();
    harness.open();
    return new MeasuredOperator(harness, harness.getOneInputOperator());
  }

  void element(DeviceReadings readings, long millis) throws Exception {
    processor.accept(record.replace(readings, millis));
  }

  void watermark(long millis) throws Exception {
    operator.processWatermark(new Watermark(millis));
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
