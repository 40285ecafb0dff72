/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/**
 * From which partitions a device's readings come, and how far each of them is.
 *
 * <p>A channel has a home: the partition that it came from last, with the route of that record. As
 * long as it comes by no other way, its own clock is that of the home. A channel that comes by
 * another way, or by a route that decides nothing, roams: any partition may bring its next reading.
 * One that comes by a key for the first time roams for the longest wait: each record might have a
 * key of its own.
 *
 * <p>Once every channel has the same home, the device is {@link #areOne}: what is known of its
 * partition is then what its channels' clocks say, and nothing is kept for each channel. It ends
 * with the first record that takes another way.
 */
final class PartitionClocks {

  /** The home of a channel that has not come yet. */
  static final int NO_HOME = -1;

  /** A channel that changed its way has a home again when it has taken the new one for so long. */
  private static final long ROAMING_MICROS = 3_600_000_000L;

  private static final int FIRST_ROOM = 2;

  private final boolean oneTopic;
  private final long longestWait;
  private boolean one;
  private int partitions;
  private long[] ids = new long[FIRST_ROOM];
  private long[] furthest = new long[FIRST_ROOM];
  private long[] heard = new long[FIRST_ROOM];
  private long[] lateSince = new long[FIRST_ROOM];

  /** Of a device that is one: the route of all its channels. */
  private long oneRoute;

  /** Of a device that is not: by channel. */
  private int[] homes;

  private long[] routes;
  private long[] roamsUntil;
  private EvidenceOfTime evidence = new EvidenceOfTime();

  /** The record at hand. */
  private int current;

  private long currentRoute;
  private long currentRecord;
  private long currentFurthest = ChannelBuffers.NEVER;

  /** A device that has sent nothing yet. */
  PartitionClocks(int channels, boolean oneTopic, long longestWait) {
    this.oneTopic = oneTopic;
    this.longestWait = longestWait;
    giveHomes(channels);
  }

  private PartitionClocks(PartitionClocks from) {
    oneTopic = from.oneTopic;
    longestWait = from.longestWait;
    one = from.one;
    partitions = from.partitions;
    ids = from.ids.clone();
    furthest = from.furthest.clone();
    heard = from.heard.clone();
    lateSince = from.lateSince.clone();
    oneRoute = from.oneRoute;
    homes = one ? null : from.homes.clone();
    routes = one ? null : from.routes.clone();
    roamsUntil = one ? null : from.roamsUntil.clone();
    evidence = one ? null : from.evidence.copy();
  }

  PartitionClocks copy() {
    return new PartitionClocks(this);
  }

  private void giveHomes(int channels) {
    homes = new int[channels];
    routes = new long[channels];
    roamsUntil = new long[channels];
    Arrays.fill(homes, NO_HOME);
    Arrays.fill(roamsUntil, ChannelBuffers.NEVER);
    evidence = new EvidenceOfTime();
  }

  /** Whether all that comes is known to come from one partition, in its order. */
  boolean areOne() {
    return one;
  }

  boolean isOfOneTopic() {
    return oneTopic;
  }

  long longestWait() {
    return longestWait;
  }

  int size() {
    return partitions;
  }

  long idAt(int partition) {
    return ids[partition];
  }

  /** The largest time of any of the device's channels from a partition. */
  long furthestAt(int partition) {
    return furthest[partition];
  }

  /** The latest timestamp of a record of the device from a partition. */
  long heardAt(int partition) {
    return heard[partition];
  }

  /** Since when all readings from a partition are late: see {@link AlignmentState#lateSince}. */
  long lateSinceAt(int partition) {
    return lateSince[partition];
  }

  int home(int channel) {
    return homes[channel];
  }

  /** The route of a device that is one. */
  long oneRoute() {
    return oneRoute;
  }

  long route(int channel) {
    return routes[channel];
  }

  /** The watermark up to which a channel roams; {@link ChannelBuffers#NEVER} where it does not. */
  long roamsUntil(int channel) {
    return roamsUntil[channel];
  }

  EvidenceOfTime evidence() {
    return evidence;
  }

  /**
   * Notes where a record comes from, before its readings.
   *
   * @param recordMicros the record's timestamp, or a negative number where it has none
   */
  void begin(long partition, long route, long recordMicros, ChannelBuffers channels) {
    currentRecord = recordMicros;
    if (one && partition == ids[0] && route == oneRoute) {
      heard[0] = Math.max(heard[0], recordMicros);
      return;
    }
    if (partitions == 0 && oneTopic && route == Route.BY_DEVICE) {
      add(partition);
      becomeOne(route);
    } else if (one) {
      becomeSeveral(channels);
    }
    currentRoute = route;
    currentFurthest = ChannelBuffers.NEVER;
    current = indexOf(partition);
    heard[current] = Math.max(heard[current], recordMicros);
  }

  /** Notes a reading of the record at hand, of a device that is not one. */
  void heard(int channel, long time) {
    if (homes[channel] != current || routes[channel] != currentRoute) {
      if (homes[channel] != NO_HOME) {
        roam(channel, ROAMING_MICROS);
      } else if (currentRoute != Route.BY_DEVICE) {
        roam(channel, longestWait);
      }
      homes[channel] = current;
      routes[channel] = currentRoute;
    }
    if (currentRoute == Route.NONE) {
      roam(channel, ROAMING_MICROS);
    }
    furthest[current] = Math.max(furthest[current], time);
    currentFurthest = Math.max(currentFurthest, time);
  }

  private void roam(int channel, long micros) {
    // Without a timestamp it is not known from when: it roams until it is forgotten.
    long until = currentRecord < 0 ? Long.MAX_VALUE : currentRecord + micros;
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

  /** Notes the end of a record: how far the device is with it, and whether it is one now. */
  void end(ChannelBuffers channels, long finestStep) {
    if (one) {
      return;
    }
    if (currentRecord >= 0 && currentFurthest != ChannelBuffers.NEVER) {
      evidence.note(currentFurthest, currentRecord, finestStep);
    }
    if (haveOneHome(channels)) {
      int home = current;
      ids[0] = ids[home];
      furthest[0] = furthest[home];
      heard[0] = heard[home];
      lateSince[0] = lateSince[home];
      partitions = 1;
      becomeOne(currentRoute);
    }
  }

  private boolean haveOneHome(ChannelBuffers channels) {
    if (currentRoute == Route.NONE || furthest[current] != channels.furthest()) {
      return false;
    }
    boolean othersMayCome = !(oneTopic && currentRoute == Route.BY_DEVICE);
    for (int c = 0; c < homes.length; c++) {
      if (homes[c] == NO_HOME) {
        if (othersMayCome || channels.clock(c) != ChannelBuffers.NEVER) {
          return false;
        }
      } else if (homes[c] != current
          || routes[c] != currentRoute
          || roamsUntil[c] != ChannelBuffers.NEVER) {
        return false;
      }
    }
    return true;
  }

  private void becomeOne(long route) {
    one = true;
    oneRoute = route;
    current = 0;
    homes = null;
    routes = null;
    roamsUntil = null;
    evidence = null;
  }

  private void becomeSeveral(ChannelBuffers channels) {
    one = false;
    giveHomes(channels.channels());
    for (int c = 0; c < homes.length; c++) {
      if (channels.clock(c) != ChannelBuffers.NEVER) {
        homes[c] = 0;
        routes[c] = oneRoute;
      }
    }
    furthest[0] = channels.furthest();
  }

  /** Notes since when all readings from the partition of the record at hand are late. */
  void lateSince(long recordMicros) {
    lateSince[current] = recordMicros;
  }

  /** Since when all readings from the partition of the record at hand are late. */
  long lateSince() {
    return lateSince[current];
  }

  /**
   * Whether every partition that has been heard lately has brought nothing but late readings for so
   * long.
   *
   * @param untilMicros the timestamp of the record at hand
   * @param watermarkMicros how far all partitions have been read; {@link ChannelBuffers#NEVER}
   *     where that is not known
   */
  boolean areLate(long untilMicros, long duration, long watermarkMicros) {
    for (int p = 0; p < partitions; p++) {
      boolean silent =
          watermarkMicros != ChannelBuffers.NEVER && heard[p] <= watermarkMicros - duration;
      long since = lateSince[p];
      long until = p == current ? untilMicros : heard[p];
      boolean late = since != ChannelBuffers.NEVER && until - since >= duration;
      if (!late && !(silent && p != current)) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(long partition) {
    for (int p = 0; p < partitions; p++) {
      if (ids[p] == partition) {
        return p;
      }
    }
    return add(partition);
  }

  private int add(long partition) {
    add(partition, ChannelBuffers.NEVER, ChannelBuffers.NEVER, ChannelBuffers.NEVER);
    return partitions - 1;
  }

  private void add(long partition, long furthestTime, long heardMicros, long lateSinceMicros) {
    if (partitions == ids.length) {
      int room = 2 * partitions;
      ids = Arrays.copyOf(ids, room);
      furthest = Arrays.copyOf(furthest, room);
      heard = Arrays.copyOf(heard, room);
      lateSince = Arrays.copyOf(lateSince, room);
    }
    ids[partitions] = partition;
    furthest[partitions] = furthestTime;
    heard[partitions] = heardMicros;
    lateSince[partitions] = lateSinceMicros;
    partitions++;
  }

  /** Puts a partition back that was saved. */
  void restore(long partition, long furthestTime, long heardMicros, long lateSinceMicros) {
    add(partition, furthestTime, heardMicros, lateSinceMicros);
  }

  /** Puts a channel's way back that was saved. */
  void restore(int channel, int home, long route, long roamsUntilMicros) {
    homes[channel] = home;
    routes[channel] = route;
    roamsUntil[channel] = roamsUntilMicros;
  }

  /** Puts the route back of a device that was saved as one. */
  void restoreOne(long route) {
    becomeOne(route);
  }

  /**
   * The same under another layout.
   *
   * @param sources each channel's number in the layout so far, or -1 where it had none
   */
  PartitionClocks forChannels(int[] sources, ChannelBuffers before) {
    PartitionClocks moved = copy();
    if (moved.one) {
      moved.becomeSeveral(before);
    }
    int[] oldHomes = moved.homes;
    long[] oldRoutes = moved.routes;
    long[] oldRoamsUntil = moved.roamsUntil;
    EvidenceOfTime kept = moved.evidence;
    moved.giveHomes(sources.length);
    moved.evidence = kept;
    for (int c = 0; c < sources.length; c++) {
      if (sources[c] >= 0) {
        moved.restore(c, oldHomes[sources[c]], oldRoutes[sources[c]], oldRoamsUntil[sources[c]]);
      }
    }
    return moved;
  }
}
