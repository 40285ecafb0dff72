/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.AlignOperatorFactory;
import io.tapline.flink.ConvolveFunction;
import io.tapline.flink.OperatorUids;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.Result;
import io.tapline.flink.element.SourceRecord;
import io.tapline.pipeline.decode.DecodeOperatorFactory;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The way of a reading through Flink: source → decode → key by device → align → convolve → sinks.
 *
 * <p>Align and convolve are chained on the one key, so frames never cross the network. Results of a
 * device stay in the order of its time.
 */
public final class Topology {

  private Topology() {}

  /** Adds the job between given ends to an environment. */
  public static void define(
      StreamExecutionEnvironment env, Pipeline pipeline, Sources sources, Sinks sinks) {
    DataStream<SourceRecord> records = sources.records(env);

    SingleOutputStreamOperator<DeviceReadings> readings =
        records
            .transform(
                "decode",
                ElementTypes.DEVICE_READINGS,
                new DecodeOperatorFactory(pipeline.alignment().layout(), pipeline.decoding()))
            .uid(OperatorUids.DECODE);

    SingleOutputStreamOperator<FrameBlock> frames =
        readings
            .keyBy(DeviceReadings::device, Types.STRING)
            .transform(
                "align",
                ElementTypes.FRAME_BLOCK,
                new AlignOperatorFactory(
                    pipeline.alignment(), pipeline.config().execution().maxDevices()))
            .uid(OperatorUids.ALIGN);

    sinks.frames(frames);

    if (sinks.wantResults()) {
      convolve(pipeline, frames, sinks);
    }
    sinks.rejected(
        readings
            .getSideOutput(ElementTypes.REJECTED)
            .union(frames.getSideOutput(ElementTypes.REJECTED)));
  }

  private static void convolve(Pipeline pipeline, DataStream<FrameBlock> frames, Sinks sinks) {
    SingleOutputStreamOperator<Result> results =
        DataStreamUtils.reinterpretAsKeyedStream(frames, FrameBlock::device, Types.STRING)
            .process(new ConvolveFunction(pipeline.model()))
            .returns(ElementTypes.RESULT)
            .name("convolve")
            .uid(OperatorUids.CONVOLVE);

    List<String> outputs = pipeline.model().outputNames();
    sinks.results(outputs.get(0), results);
    for (int output = 1; output < outputs.size(); output++) {
      sinks.results(outputs.get(output), results.getSideOutput(ElementTypes.resultsOf(output)));
    }
  }
}
