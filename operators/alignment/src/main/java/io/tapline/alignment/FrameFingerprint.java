/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.Fill.Linear;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the numbers of a frame mean, as the first eight bytes of the SHA-256 of, big-endian:
 *
 * <pre>
 *   UTF     "tapline-frames/1"
 *   long    period                     µs, times its denominator
 *   long    origin modulo that
 *   short   measured channels
 *   per measured channel, in the order of the frame:
 *     UTF     name
 *     UTF     aggregate
 *     byte    fill                     0: hold, then long max-age; 1: constant, then double value;
 *                                      2: linear, then long look-ahead
 *     double  scale
 *     double  offset
 *   where channels are derived:
 *   short   derived channels
 *   per derived channel, in the order of the frame:
 *     UTF     derivation               such as "norm"
 *     short   place in the frame
 *     short   sources
 *     per source: short, its number among the measured channels
 *     double  scale
 *     double  offset
 *   where masks are channels:
 *   UTF     "masks"
 *   short   how many
 *   per mask, in the order of the frame:
 *     short   place in the frame
 *     short   its source's number among the measured channels
 *     byte    origin                   see {@link Mask}
 *     double  scale
 *     double  offset
 *   where a tick is no whole number of microseconds:
 *   UTF     "denominator"
 *   long    the period's denominator
 *   where a channel has a time offset:
 *   UTF     "time-offsets"
 *   per measured channel: long, µs
 *   where a channel takes the mean of equal times:
 *   UTF     "mean-of-times"
 *   per measured channel: boolean, whether it does
 * </pre>
 *
 * <p>A derived channel's name is not in it: no reading carries it. Sources are, in their order,
 * which is that of the sum.
 */
final class FrameFingerprint {

  private FrameFingerprint() {}

  static long of(Grid grid, ChannelLayout layout) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeUTF("tapline-frames/1");
      out.writeLong(grid.periodNumerator());
      out.writeLong(Math.floorMod(grid.originMicros(), grid.periodNumerator()));
      out.writeShort(layout.measured().size());
      for (Channel channel : layout.measured()) {
        write(channel, out);
      }
      if (!layout.derived().isEmpty()) {
        writeDerived(layout, out);
      }
      if (!layout.masks().isEmpty()) {
        writeMasks(layout, out);
      }
      if (grid.periodDenominator() > 1) {
        out.writeUTF("denominator");
        out.writeLong(grid.periodDenominator());
      }
      if (layout.measured().stream().anyMatch(channel -> channel.timeOffsetMicros() != 0)) {
        out.writeUTF("time-offsets");
        for (Channel channel : layout.measured()) {
          out.writeLong(channel.timeOffsetMicros());
        }
      }
      if (layout.measured().stream().anyMatch(FrameFingerprint::isMeanOfTimes)) {
        out.writeUTF("mean-of-times");
        for (Channel channel : layout.measured()) {
          out.writeBoolean(isMeanOfTimes(channel));
        }
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return ByteBuffer.wrap(digest).getLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean isMeanOfTimes(Channel channel) {
    return channel.duplicates() == Duplicates.MEAN;
  }

  private static void write(Channel channel, DataOutputStream out) throws IOException {
    out.writeUTF(channel.name());
    out.writeUTF(channel.aggregate().name());
    if (channel.fill() instanceof Hold hold) {
      out.writeByte(0);
      out.writeLong(hold.maxAgeMicros());
    } else if (channel.fill() instanceof Constant constant) {
      out.writeByte(1);
      out.writeDouble(constant.value());
    } else if (channel.fill() instanceof Linear linear) {
      out.writeByte(2);
      out.writeLong(linear.lookAheadMicros());
    }
    out.writeDouble(channel.scale());
    out.writeDouble(channel.offset());
  }

  private static void writeDerived(ChannelLayout layout, DataOutputStream out) throws IOException {
    out.writeShort(layout.derived().size());
    for (int place : layout.placesOf(DerivedChannel.class)) {
      DerivedChannel made = (DerivedChannel) layout.frame().get(place);
      out.writeUTF(made.derivation().label());
      out.writeShort(place);
      out.writeShort(made.sources().size());
      for (String source : made.sources()) {
        out.writeShort(layout.indexOf(source));
      }
      out.writeDouble(made.scale());
      out.writeDouble(made.offset());
    }
  }

  private static void writeMasks(ChannelLayout layout, DataOutputStream out) throws IOException {
    out.writeUTF("masks");
    out.writeShort(layout.masks().size());
    for (int place : layout.placesOf(MaskChannel.class)) {
      MaskChannel mask = (MaskChannel) layout.frame().get(place);
      out.writeShort(place);
      out.writeShort(layout.indexOf(mask.source()));
      out.writeByte(mask.origin());
      out.writeDouble(mask.scale());
      out.writeDouble(mask.offset());
    }
  }
}
