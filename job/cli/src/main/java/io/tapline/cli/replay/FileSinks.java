/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.alignment.FrameBlock;
import io.tapline.cli.frames.FrameFileSink;
import io.tapline.flink.OperatorUids;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.Result;
import io.tapline.pipeline.Sinks;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What a replay writes: the results and what was rejected, the frames, or all of these. */
final class FileSinks implements Sinks {

  private final CsvSinks csv;
  private final Path frames;
  private final Path named;
  private final List<String> channels;

  /**
   * @param csv null where results and rejected readings are not wanted
   * @param frames where frames are written; null where they are not wanted
   * @param named the file that they are for
   * @param channels the names of a frame's values
   */
  FileSinks(CsvSinks csv, Path frames, Path named, List<String> channels) {
    this.csv = csv;
    this.frames = frames;
    this.named = named;
    this.channels = channels;
  }

  @Override
  public boolean wantResults() {
    return csv != null;
  }

  @Override
  public void results(String output, DataStream<Result> results) {
    csv.results(output, results);
  }

  @Override
  public void frames(DataStream<FrameBlock> blocks) {
    if (frames != null) {
      blocks
          .sinkTo(new FrameFileSink(frames, named, channels))
          .setParallelism(1)
          .uid(OperatorUids.FRAME_SINK);
    }
  }

  @Override
  public void rejected(DataStream<RejectedReadings> rejected) {
    if (csv != null) {
      csv.rejected(rejected);
    }
  }
}
