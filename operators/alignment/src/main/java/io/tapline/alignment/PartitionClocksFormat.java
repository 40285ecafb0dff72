/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The bytes of {@link PartitionClocks}, big-endian; times in microseconds, Long.MIN_VALUE for none.
 *
 * <pre>
 *   byte    bit 0: all readings come from one partition; bit 1: the job reads one topic
 *   long    longest wait
 *   short   partitions
 *   per partition:
 *     long    id
 *     long    route                  of all its records; 0 where they came by several
 *     long    furthest time            of any channel
 *     long    last record              its timestamp
 *     long    late since
 *   of one partition:
 *   long    route                      see {@link Route}
 *   of several:
 *   per measured channel, in the order of the frame:
 *     short   home                     the partition's index above; -1: none yet
 *     long    route
 *     long    roams until              a watermark; Long.MIN_VALUE: it does not
 *   int     steps of evidence
 *   per step, both ascending:
 *     long    furthest time
 *     long    timestamp of the record that reached it
 * </pre>
 */
final class PartitionClocksFormat {

  private static final int ONE = 1;
  private static final int ONE_TOPIC = 2;

  private PartitionClocksFormat() {}

  static void write(PartitionClocks clocks, int channels, DataOutput out) throws IOException {
    out.writeByte((clocks.areOne() ? ONE : 0) | (clocks.isOfOneTopic() ? ONE_TOPIC : 0));
    out.writeLong(clocks.longestWait());
    out.writeShort(clocks.size());
    for (int p = 0; p < clocks.size(); p++) {
      out.writeLong(clocks.idAt(p));
      out.writeLong(clocks.routeAt(p));
      out.writeLong(clocks.furthestAt(p));
      out.writeLong(clocks.heardAt(p));
      out.writeLong(clocks.lateSinceAt(p));
    }
    if (clocks.areOne()) {
      out.writeLong(clocks.oneRoute());
      return;
    }
    ChannelWays ways = clocks.ways();
    for (int c = 0; c < channels; c++) {
      out.writeShort(ways.home(c));
      out.writeLong(ways.route(c));
      out.writeLong(ways.roamsUntil(c));
    }
    EvidenceOfTime evidence = clocks.evidence();
    out.writeInt(evidence.size());
    for (int i = 0; i < evidence.size(); i++) {
      out.writeLong(evidence.timeAt(i));
      out.writeLong(evidence.recordAt(i));
    }
  }

  static PartitionClocks read(DataInput in, int channels) throws IOException {
    int flags = in.readByte();
    PartitionClocks clocks = new PartitionClocks(channels, (flags & ONE_TOPIC) != 0, in.readLong());
    int partitions = in.readUnsignedShort();
    for (int p = 0; p < partitions; p++) {
      clocks.restore(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
    if ((flags & ONE) != 0) {
      clocks.becomeOne(in.readLong());
      return clocks;
    }
    for (int c = 0; c < channels; c++) {
      int home = in.readShort();
      if (home < ChannelWays.NO_HOME || home >= partitions) {
        throw new IOException(
            "alignment state is damaged: home=" + home + ", partitions=" + partitions);
      }
      clocks.ways().restore(c, home, in.readLong(), in.readLong());
    }
    int steps = in.readInt();
    if (steps < 0) {
      throw new IOException("alignment state is damaged: steps of evidence=" + steps);
    }
    for (int i = 0; i < steps; i++) {
      clocks.evidence().append(in.readLong(), in.readLong());
    }
    return clocks;
  }
}
