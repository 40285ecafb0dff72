/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.alignment.Alignment;
import io.tapline.flink.AlignOperatorFactory;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.OutputTag;

/** The operators, each as Flink makes it of a job. */
final class Operators {

  /** A source must have an element, although it never runs. */
  private static final DeviceReadings NONE =
      new DeviceReadings(
          new SourceRecord("", 0, 0, -1, new byte[0]), "", new int[0], new long[0], new double[0]);

  private Operators() {}

  static StreamOperatorFactory<?> of(Subject subject) {
    KeyedStream<DeviceReadings, String> readings = readings();
    Alignment alignment = BenchAlignment.of(subject.channels(), subject.disorderTicks());
    return switch (subject.implementation()) {
      case TAPLINE -> new AlignOperatorFactory(alignment);
      case FLINK_WINDOWS ->
          windows(
              source(new SingleReading("", 0, 0, 0), TypeInformation.of(SingleReading.class))
                  .keyBy(SingleReading::device, Types.STRING),
              WindowFrames.ofReadings(alignment.layout()));
      case FLINK_WINDOWS_OF_TICKS -> windows(readings, WindowFrames.ofRecords(alignment.layout()));
      case STATE_ACCESS ->
          factory(readings.process(new StateAccess(alignment)).returns(ElementTypes.FRAME_BLOCK));
    };
  }

  private static <E> StreamOperatorFactory<?> windows(
      KeyedStream<E, String> elements, WindowFrames<E> aggregate) {
    return factory(
        elements
            .window(TumblingEventTimeWindows.of(Duration.ofMillis(BenchAlignment.PERIOD_MILLIS)))
            .sideOutputLateData(new OutputTag<>("late", elements.getType()))
            .aggregate(
                aggregate, Types.POJO(WindowFrames.Accumulator.class), Types.POJO(FrameRow.class)));
  }

  private static KeyedStream<DeviceReadings, String> readings() {
    return source(NONE, ElementTypes.DEVICE_READINGS).keyBy(DeviceReadings::device, Types.STRING);
  }

  private static <E> DataStream<E> source(E element, TypeInformation<E> type) {
    return StreamExecutionEnvironment.getExecutionEnvironment().fromData(type, element);
  }

  private static <T> StreamOperatorFactory<T> factory(DataStream<T> operator) {
    return ((OneInputTransformation<?, T>) operator.getTransformation()).getOperatorFactory();
  }
}
