/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Whether all make the same frames: speed alone says nothing. */
final class Agreement {

  private static final int DEVICES = 10;

  /** Past the end of the longest cycle. */
  private static final int TURNS = 600;

  /** Turns that either may still hold back at the end: windows wait for a watermark. */
  private static final int HELD_BACK =
      Arrivals.DISORDER_TURNS + ReadingStream.WATERMARK_RECORDS / DEVICES + 2;

  private Agreement() {}

  /**
   * Sends the same readings to all and compares the frames of all ticks but the last few.
   *
   * @throws IllegalStateException if a frame lacks, has not seen every channel, or is another to
   *     the bit
   */
  static void check(int channels, Shape shape, Order order) throws Exception {
    Subject subject = new Subject(Implementation.TAPLINE, channels, shape, order, DEVICES);
    Map<Place, float[]> tapline = framesOf(subject);
    List<Implementation> others = new ArrayList<>(List.of(Implementation.FLINK_WINDOWS));
    if (subject.ticksPerRecord() == 1) {
      others.add(Implementation.FLINK_WINDOWS_OF_TICKS);
    }
    for (Implementation other : others) {
      compare(subject, tapline, other, framesOf(subject.with(other)));
    }
  }

  private static void compare(
      Subject subject,
      Map<Place, float[]> tapline,
      Implementation implementation,
      Map<Place, float[]> windows) {
    long end = ReadingStream.FIRST_TICK + (long) (TURNS - HELD_BACK) * subject.ticksPerRecord();
    for (long tick = ReadingStream.FIRST_TICK; tick < end; tick++) {
      for (int device = 0; device < DEVICES; device++) {
        Place place = new Place(ReadingStream.deviceName(device), tick);
        float[] expected = tapline.get(place);
        float[] other = windows.get(place);
        // Compares bits, but for those of NaN, which no reading is.
        if (expected == null || !Arrays.equals(expected, other)) {
          throw new IllegalStateException(
              "frames must agree: subject=%s, shape=%s, order=%s, %s, tapline=%s, %s=%s"
                  .formatted(
                      subject,
                      subject.shape().label(),
                      subject.order().label(),
                      place,
                      Arrays.toString(expected),
                      implementation.label(),
                      Arrays.toString(other)));
        }
      }
    }
  }

  /** The frames that have seen every channel. */
  private static Map<Place, float[]> framesOf(Subject subject) throws Exception {
    Map<Place, float[]> frames = new HashMap<>();
    Consumer<StreamRecord<?>> collect =
        record -> {
          if (record.getValue() instanceof FrameBlock block) {
            collect(block, frames);
          } else if (record.getValue() instanceof FrameRow row) {
            collect(row, record.getTimestamp() / BenchAlignment.PERIOD_MILLIS, frames);
          }
        };
    try (MeasuredOperator operator = MeasuredOperator.open(subject, collect)) {
      new ReadingStream(subject, operator).send(TURNS);
    }
    return frames;
  }

  private static void collect(FrameBlock block, Map<Place, float[]> frames) {
    for (int frame = 0; frame < block.frames(); frame++) {
      if (block.observed(frame) == block.channels()) {
        int from = frame * block.channels();
        frames.put(
            new Place(block.device(), block.timeOf(frame) / BenchAlignment.PERIOD_MICROS),
            Arrays.copyOfRange(block.values(), from, from + block.channels()));
      }
    }
  }

  private static void collect(FrameRow row, long tick, Map<Place, float[]> frames) {
    for (byte origin : row.mask) {
      if (origin != Mask.OBSERVED) {
        return;
      }
    }
    frames.put(new Place(row.device, tick), row.values);
  }

  private record Place(String device, long tick) {}
}
