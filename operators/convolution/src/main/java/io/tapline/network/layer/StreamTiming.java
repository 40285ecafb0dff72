/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import java.util.List;

/**
 * When the frames of a stream inside a network come, in input frames of the network: all of it
 * follows from the number of input frames so far, so that no stream needs a position of its own.
 *
 * <p>Frame j of the stream stands at the input frame {@code j·stride}, and is there once the input
 * frame {@code j·stride + lead} is. Offline, over {@code n} input frames, there are {@code ⌊(n +
 * slack) / stride⌋} of them.
 *
 * @param stride input frames from one frame of the stream to the next
 * @param lead input frames from a frame's place to the input frame that brings it; negative where
 *     padding on the left gives frames that stand before the input
 * @param slack by how much the length differs from that of the input
 * @param past input frames that a frame sees before its own place
 * @param ahead input frames that a frame sees after its own place; less than the lead where a frame
 *     waits for others
 * @param first index of the input frame before which there is no frame at all
 * @param shortest input frames that it takes to have any frame offline
 * @param sinceStart whether a frame sees every input frame since the segment's start, so that its
 *     past has no length of its own
 */
public record StreamTiming(
    long stride,
    long lead,
    long slack,
    long past,
    long ahead,
    long first,
    long shortest,
    boolean sinceStart) {

  /** The network's input. */
  public static final StreamTiming INPUT = new StreamTiming(1, 0, 0, 0, 0, 0, 1, false);

  /**
   * One frame for each window, which comes with the window's last frame.
   *
   * @param size frames of a window
   * @param hop frames from one window's start to the next one's
   */
  public static StreamTiming ofWindows(int size, int hop) {
    long last = size - 1L;
    return new StreamTiming(hop, last, (long) hop - size, 0, last, last, size, false);
  }

  /** The output of a layer that reads this stream. */
  public StreamTiming through(Taps taps) {
    long outputStride = stride * taps.stride();
    long outputSlack = slack + stride * taps.slack();
    // A frame may come only once it is sure that it is not among those cut off at the end.
    long sure = outputStride - 1 - outputSlack;
    return new StreamTiming(
        outputStride,
        Math.max(lead + taps.lead() * stride, sure),
        outputSlack,
        past + taps.left() * stride,
        ahead + taps.lead() * stride,
        Math.max(first, lead),
        Math.max(shortest, outputStride - outputSlack),
        sinceStart);
  }

  /** The same for a layer each of whose outputs depends on all before it. */
  public StreamTiming sinceSegmentStart() {
    return new StreamTiming(stride, lead, slack, past, ahead, first, shortest, true);
  }

  /**
   * The same with a past of its own where it sees everything since the segment's start: a frame
   * counts as warm once it has seen {@code frames} input frames.
   */
  public StreamTiming warmAfter(long frames) {
    return sinceStart
        ? new StreamTiming(
            stride, lead, slack, Math.max(past, frames - 1 - ahead), ahead, first, shortest, true)
        : this;
  }

  /** The output of a layer where streams of one rate meet, frame j with frame j. */
  public static StreamTiming join(List<StreamTiming> branches) {
    StreamTiming all = branches.get(0);
    for (StreamTiming branch : branches) {
      all =
          new StreamTiming(
              all.stride,
              Math.max(all.lead, branch.lead),
              all.slack,
              Math.max(all.past, branch.past),
              Math.max(all.ahead, branch.ahead),
              Math.max(all.first, Math.max(branch.first, branch.lead)),
              Math.max(all.shortest, branch.shortest),
              all.sinceStart || branch.sinceStart);
    }
    return all;
  }

  /** Frames that have come with the first {@code inputs} input frames. */
  public long emitted(long inputs) {
    if (inputs <= first) {
      return 0;
    }
    // Asked for every layer and call: most strides are 1, and a division is slow.
    long newest = inputs - 1 - lead;
    return Math.max(0, (stride == 1 ? newest : Math.floorDiv(newest, stride)) + 1);
  }

  /** Frames that there are offline, over {@code inputs} input frames in all. */
  public long length(long inputs) {
    return inputs < shortest ? 0 : Math.max(0, Math.floorDiv(inputs + slack, stride));
  }

  /** Index of the input frame that brings frame {@code index}. */
  public long broughtBy(long index) {
    return Math.max(first, index * stride + lead);
  }

  /** Input frames that a frame sees; those that it sees at least, where it sees all. */
  public long receptiveField() {
    return past + ahead + 1;
  }

  /**
   * Input frames that frame {@code index} would see, but which do not exist: before the first, and
   * after the last of {@code inputs}.
   */
  public long missing(long index, long inputs) {
    long place = index * stride;
    long before = Math.max(0, past - place);
    long after = Math.max(0, place + ahead - (inputs - 1));
    return Math.min(receptiveField(), before + after);
  }

  /** The most frames that {@code count} input frames bring at once. */
  public long mostEmitted(int count) {
    long start = Math.floorDiv(first + count - 1 - lead, stride) + 1;
    return Math.max(start, (count + stride - 1) / stride);
  }

  /** The most frames that are still to come when the input ends. */
  public long mostFlushed() {
    long early = length(first);
    long late = ceilDiv(slack + 1 + lead, stride) - 1;
    return Math.max(0, Math.max(early, late));
  }

  /**
   * The most frames of this stream that have come while {@code other}, which is of the same rate
   * and never earlier, has not yet given those of the same index.
   */
  public long mostAheadOf(StreamTiming other) {
    return Math.max(ceilDiv(other.lead - lead, stride), emitted(other.first));
  }

  private static long ceilDiv(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
