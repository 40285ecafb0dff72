/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.flink.element.DeviceReadings;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.RecordProcessorUtils;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * A keyed operator with its state on the heap, fed as a task of Flink feeds it: the key is set, the
 * record processed. Objects are reused, and nothing is serialised or goes through a network.
 */
final class MeasuredOperator implements AutoCloseable {

  /** Takes a record's readings in, at the time of the first of them. */
  @FunctionalInterface
  private interface Feed {
    void accept(DeviceReadings readings, long millis) throws Exception;
  }

  private final AutoCloseable harness;
  private final OneInputStreamOperator<?, ?> operator;
  private final Feed feed;

  private MeasuredOperator(
      AutoCloseable harness, OneInputStreamOperator<?, ?> operator, Feed feed) {
    this.harness = harness;
    this.operator = operator;
    this.feed = feed;
  }

  /** Opens an operator; what it emits goes to {@code frames}. */
  static MeasuredOperator open(Subject subject, Consumer<StreamRecord<?>> frames) throws Exception {
    StreamOperatorFactory<?> factory = Operators.of(subject);
    return subject.implementation() == Implementation.FLINK_WINDOWS
        ? open(factory, frames, SingleReading::device, MeasuredOperator::singly)
        : open(factory, frames, DeviceReadings::device, MeasuredOperator::whole);
  }

  private static <E, T> MeasuredOperator open(
      StreamOperatorFactory<T> factory,
      Consumer<StreamRecord<?>> frames,
      KeySelector<E, String> key,
      Function<OneInputStreamOperator<E, T>, Feed> feed)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, E, T>(
            new DirectOutputFactory<>(factory, new FrameOutput<>(frames)), key, Types.STRING);
    harness.setStateBackend(new HashMapStateBackend());
    harness.getExecutionConfig().enableObjectReuse();
    harness.setup();
    harness.open();
    OneInputStreamOperator<E, T> operator = harness.getOneInputOperator();
    return new MeasuredOperator(harness, operator, feed.apply(operator));
  }

  private static Feed whole(OneInputStreamOperator<DeviceReadings, ?> operator) {
    var processor = RecordProcessorUtils.getRecordProcessor(operator);
    StreamRecord<DeviceReadings> record = new StreamRecord<>(null);
    return (readings, millis) -> processor.accept(record.replace(readings, millis));
  }

  /** As a flat map before the operator does it. */
  private static Feed singly(OneInputStreamOperator<SingleReading, ?> operator) {
    var processor = RecordProcessorUtils.getRecordProcessor(operator);
    StreamRecord<SingleReading> record = new StreamRecord<>(null);
    return (readings, millis) -> {
      for (int i = 0; i < readings.count(); i++) {
        SingleReading reading =
            new SingleReading(
                readings.device(),
                readings.channels()[i],
                readings.micros()[i],
                readings.values()[i]);
        processor.accept(record.replace(reading, reading.micros() / 1_000));
      }
    };
  }

  void element(DeviceReadings readings, long millis) throws Exception {
    feed.accept(readings, millis);
  }

  void watermark(long millis) throws Exception {
    operator.processWatermark(new Watermark(millis));
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
