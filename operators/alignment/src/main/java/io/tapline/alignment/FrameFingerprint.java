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
 *   short   channels
 *   per channel, in the order of the layout:
 *     UTF     name
 *     UTF     aggregate
 *     byte    fill                     0: hold, then long max-age; 1: constant, then double value
 *     double  scale
 *     double  offset
 * </pre>
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
      out.writeShort(layout.size());
      for (Channel channel : layout.channels()) {
        write(channel, out);
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
}
