/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
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
 *   long    period                     µs
 *   long    origin modulo period       µs
 *   short   measured channels
 *   per measured channel, in the order of the frame:
 *     UTF     name
 *     UTF     aggregate
 *     byte    fill                     0: hold, then long max-age; 1: constant, then double value
 *     double  scale
 *     double  offset
 *   where channels are derived:
 *   short   derived channels
 *   per derived channel, in the order of the frame:
 *     UTF     "norm"
 *     short   place in the frame
 *     short   sources
 *     per source: short, its number among the measured channels
 *     double  scale
 *     double  offset
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
      out.writeLong(grid.periodMicros());
      out.writeLong(Math.floorMod(grid.originMicros(), grid.periodMicros()));
      out.writeShort(layout.measured().size());
      for (Channel channel : layout.measured()) {
        write(channel, out);
      }
      if (!layout.derived().isEmpty()) {
        writeDerived(layout, out);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return ByteBuffer.wrap(digest).getLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
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
    }
    out.writeDouble(channel.scale());
    out.writeDouble(channel.offset());
  }

  private static void writeDerived(ChannelLayout layout, DataOutputStream out) throws IOException {
    out.writeShort(layout.derived().size());
    for (int place = 0; place < layout.width(); place++) {
      if (layout.frame().get(place) instanceof NormChannel norm) {
        out.writeUTF("norm");
        out.writeShort(place);
        out.writeShort(norm.sources().size());
        for (String source : norm.sources()) {
          out.writeShort(layout.indexOf(source));
        }
        out.writeDouble(norm.scale());
        out.writeDouble(norm.offset());
      }
    }
  }
}
