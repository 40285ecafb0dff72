/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.ReleasedFrame;
import java.util.Arrays;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Blocks into frames, each with arrays of its own: the block is used again after the call. */
final class FrameSplit implements FlatMapFunction<FrameBlock, ReleasedFrame> {

  private static final long serialVersionUID = 1;

  @Override
  public void flatMap(FrameBlock block, Collector<ReleasedFrame> out) {
    int channels = block.channels();
    for (int frame = 0; frame < block.frames(); frame++) {
      int from = frame * channels;
      out.collect(
          new ReleasedFrame(
              block.device(),
              block.timeOf(frame),
              Arrays.copyOfRange(block.values(), from, from + channels),
              Arrays.copyOfRange(block.mask(), from, from + channels),
              frame == 0 && block.segmentStart()));
    }
  }
}
