/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * By which way each channel of a device comes.
 *
 * <p>A channel has a home: the partition that it came from last, with the route of that record. As
 * long as it comes by no other way, its own clock is that of the home. A channel that comes by
 * another way, or by a route that decides nothing, roams: any partition may bring its next reading.
 * One that comes by a key for the first time roams for the longest wait: each record might have a
 * key of its own.
 */
final class ChannelWays {

  /** The home of a channel that has not come yet. */
  static final int NO_HOME = -1;

  /** A channel that changed its way has a home again when it has taken the new one for so long. */
  private static final long ROAMING_MICROS = 3_600_000_000L;

  private final int[] homes;
  private final long[] routes;
  private final long[] roamsUntil;

  /** Of channels that have not come yet. */
  ChannelWays(int channels) {
    homes = new int[channels];
    routes = new long[channels];
    roamsUntil = new long[channels];
    Arrays.fill(homes, NO_HOME);
    Arrays.fill(roamsUntil, ChannelBuffers.NEVER);
  }

  /** Of a device all of whose channels that have come took one way. */
  static ChannelWays ofOne(int home, long route, ChannelBuffers channels) {
    ChannelWays ways = new ChannelWays(channels.channels());
    for (int c = 0; c < ways.homes.length; c++) {
      if (channels.clock(c) != ChannelBuffers.NEVER) {
        ways.restore(c, home, route, ChannelBuffers.NEVER);
      }
    }
    return ways;
  }

  ChannelWays copy() {
    return forChannels(IntStream.range(0, homes.length).toArray());
  }

  /**
   * The same under another layout.
   *
   * @param sources each channel's number in the layout so far, or -1 where it had none
   */
  ChannelWays forChannels(int[] sources) {
    ChannelWays moved = new ChannelWays(sources.length);
    for (int c = 0; c < sources.length; c++) {
      int source = sources[c];
      if (source >= 0) {
        moved.restore(c, homes[source], routes[source], roamsUntil[source]);
      }
    }
    return moved;
  }

  /** The index of the partition from which a channel came last; or {@link #NO_HOME}. */
  int home(int channel) {
    return homes[channel];
  }

  long route(int channel) {
    return routes[channel];
  }

  /** The watermark up to which a channel roams; {@link ChannelBuffers#NEVER} where it does not. */
  long roamsUntil(int channel) {
    return roamsUntil[channel];
  }

  /**
   * Notes the way of a reading.
   *
   * @param recordMicros its record's timestamp, or a negative number where it has none
   * @param latestMicros the latest timestamp of the device's records: another partition may have
   *     been read ahead
   * @param longestWait of all channels
   */
  void heard(
      int channel, int home, long route, long recordMicros, long latestMicros, long longestWait) {
    if (homes[channel] != home || routes[channel] != route) {
      if (homes[channel] != NO_HOME) {
        long latest = recordMicros < 0 ? recordMicros : latestMicros;
        roam(channel, latest, Math.max(ROAMING_MICROS, longestWait));
      } else if (route != Route.BY_DEVICE) {
        roam(channel, recordMicros, longestWait);
      }
      homes[channel] = home;
      routes[channel] = route;
    }
    if (route == Route.NONE) {
      roam(channel, recordMicros, ROAMING_MICROS);
    }
  }

  private void roam(int channel, long recordMicros, long micros) {
    // Without a timestamp it is not known from when: it roams until it is forgotten.
    long until = recordMicros < 0 ? Long.MAX_VALUE : recordMicros + micros;
    roamsUntil[channel] = Math.max(roamsUntil[channel], until);
  }

  /**
   * Whether any partition may bring a channel's next reading.
   *
   * @param watermarkMicros {@link ChannelBuffers#NEVER} where it is not known
   */
  boolean roams(int channel, long watermarkMicros) {
    long until = roamsUntil[channel];
    if (until == ChannelBuffers.NEVER) {
      return false;
    }
    if (routes[channel] == Route.NONE || watermarkMicros < until) {
      return true;
    }
    roamsUntil[channel] = ChannelBuffers.NEVER;
    return false;
  }

  /**
   * Whether all channels take one way.
   *
   * @param othersMayCome whether those that have not come yet may take another
   */
  boolean areOne(int home, long route, boolean othersMayCome, ChannelBuffers channels) {
    for (int c = 0; c < homes.length; c++) {
      if (homes[c] == NO_HOME) {
        if (othersMayCome || channels.clock(c) != ChannelBuffers.NEVER) {
          return false;
        }
      } else if (homes[c] != home || routes[c] != route || roamsUntil[c] != ChannelBuffers.NEVER) {
        return false;
      }
    }
    return true;
  }

  /** Puts a channel's way back that was saved. */
  void restore(int channel, int home, long route, long roamsUntilMicros) {
    homes[channel] = home;
    routes[channel] = route;
    roamsUntil[channel] = roamsUntilMicros;
  }
}
