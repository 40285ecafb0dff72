/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.flink.OperatorUids;
import io.tapline.flink.element.SourceRecord;
import io.tapline.pipeline.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads a recording as Kafka would have given it, in its order, and ends with it. */
public final class RecordingSource implements Sources {

  private final Path recording;
  private final Set<String> keyed;
  private final Duration outOfOrderness;

  /**
   * @param keyed the files whose messages' keys are asked for
   * @param outOfOrderness how far the messages' own timestamps step back
   */
  public RecordingSource(Path recording, Set<String> keyed, Duration outOfOrderness) {
    this.recording = recording;
    this.keyed = Set.copyOf(keyed);
    this.outOfOrderness = outOfOrderness;
  }

  @Override
  public DataStream<SourceRecord> records(StreamExecutionEnvironment env) {
    FileSource<SourceRecord> source =
        FileSource.forRecordStreamFormat(
                new RecordingFormat(recording.toString(), keyed),
                new org.apache.flink.core.fs.Path(recording.toUri()))
            .build();
    long behindMillis = outOfOrderness.toMillis();
    WatermarkStrategy<SourceRecord> watermarks =
        WatermarkStrategy.<SourceRecord>forGenerator(
                context -> new EveryRecordWatermarks(behindMillis))
            .withTimestampAssigner((record, none) -> record.timestampMillis());
    // One reader: the order of arrival is part of the recording.
    return env.fromSource(source, watermarks, "read " + recording.getFileName())
        .setParallelism(1)
        .uid(OperatorUids.SOURCE);
  }
}
