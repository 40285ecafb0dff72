/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/**
 * From which partitions a device's readings come, and how far each of them is.
 *
 * <p>Once every channel has the same home ({@link ChannelWays}), the device is {@link #areOne}:
 * what is known of its partition is then what its channels' clocks say, and nothing is kept for
 * each channel. It ends with the first record that takes another way.
 */
final class PartitionClocks {

  private static final int FIRST_ROOM = 2;

  private final boolean oneTopic;
  private final long longestWait;
  private boolean one;
  private int partitions;
  private long[] ids = new long[FIRST_ROOM];

  /** The route of all records from a partition; none where they came by several. */
  private long[] routes = new long[FIRST_ROOM];

  private long[] furthest = new long[FIRST_ROOM];
  private long[] heard = new long[FIRST_ROOM];
  private long[] lateSince = new long[FIRST_ROOM];

  /** Of a device that is one: the route of all its channels. */
  private long oneRoute;

  /** Of a device that is not one; else null. */
  private ChannelWays ways;

  private EvidenceOfTime evidence;

  /** The record at hand. */
  private int current;

  private long currentRoute;
  private long currentRecord;

  /** The latest of the device's records, from whatever partition. */
  private long latestRecord;

  private long currentFurthest = ChannelBuffers.NEVER;

  /** A device that has sent nothing yet. */
  PartitionClocks(int channels, boolean oneTopic, long longestWait) {
    this.oneTopic = oneTopic;
    this.longestWait = longestWait;
    becomeSeveral(new ChannelWays(channels));
  }

  private PartitionClocks(PartitionClocks from) {
    oneTopic = from.oneTopic;
    longestWait = from.longestWait;
    one = from.one;
    partitions = from.partitions;
    ids = from.ids.clone();
    routes = from.routes.clone();
    furthest = from.furthest.clone();
    heard = from.heard.clone();
    lateSince = from.lateSince.clone();
    oneRoute = from.oneRoute;
    ways = one ? null : from.ways.copy();
    evidence = one ? null : from.evidence.copy();
  }

  PartitionClocks copy() {
    return new PartitionClocks(this);
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

  /** The route of all of the device's records from a partition; none where they came by several. */
  long routeAt(int partition) {
    return routes[partition];
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

  /** The route of a device that is one. */
  long oneRoute() {
    return oneRoute;
  }

  /** Of a device that is not one. */
  ChannelWays ways() {
    return ways;
  }

  /** Of a device that is not one. */
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
      add(partition, route);
      becomeOne(route);
    } else if (one) {
      becomeSeveral(channels);
    }
    currentRoute = route;
    currentFurthest = ChannelBuffers.NEVER;
    current = indexOf(partition, route);
    if (routes[current] != route) {
      routes[current] = Route.NONE;
    }
    heard[current] = Math.max(heard[current], recordMicros);
    latestRecord = recordMicros;
    for (int p = 0; p < partitions; p++) {
      latestRecord = Math.max(latestRecord, heard[p]);
    }
  }

  /** Notes a reading of the record at hand, of a device that is not one. */
  void heard(int channel, long time) {
    ways.heard(channel, current, currentRoute, currentRecord, latestRecord, longestWait);
    furthest[current] = Math.max(furthest[current], time);
    currentFurthest = Math.max(currentFurthest, time);
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
      routes[0] = routes[home];
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
    return ways.areOne(current, currentRoute, othersMayCome, channels);
  }

  /** All come by one route, from the one partition that is left. */
  void becomeOne(long route) {
    one = true;
    oneRoute = route;
    current = 0;
    ways = null;
    evidence = null;
  }

  private void becomeSeveral(ChannelWays known) {
    one = false;
    ways = known;
    evidence = new EvidenceOfTime();
  }

  private void becomeSeveral(ChannelBuffers channels) {
    becomeSeveral(ChannelWays.ofOne(0, oneRoute, channels));
    furthest[0] = channels.furthest();
  }

  /** The index of the partition of the record at hand. */
  int current() {
    return current;
  }

  /** Notes since when all readings from the partition of the record at hand are late. */
  void lateSince(long recordMicros) {
    lateSince[current] = recordMicros;
  }

  private int indexOf(long partition, long route) {
    for (int p = 0; p < partitions; p++) {
      if (ids[p] == partition) {
        return p;
      }
    }
    return add(partition, route);
  }

  private int add(long partition, long route) {
    restore(partition, route, ChannelBuffers.NEVER, ChannelBuffers.NEVER, ChannelBuffers.NEVER);
    return partitions - 1;
  }

  /** Puts a partition back that was saved. */
  void restore(
      long partition, long route, long furthestTime, long heardMicros, long lateSinceMicros) {
    if (partitions == ids.length) {
      int room = 2 * partitions;
      ids = Arrays.copyOf(ids, room);
      routes = Arrays.copyOf(routes, room);
      furthest = Arrays.copyOf(furthest, room);
      heard = Arrays.copyOf(heard, room);
      lateSince = Arrays.copyOf(lateSince, room);
    }
    ids[partitions] = partition;
    routes[partitions] = route;
    furthest[partitions] = furthestTime;
    heard[partitions] = heardMicros;
    lateSince[partitions] = lateSinceMicros;
    partitions++;
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
    moved.ways = moved.ways.forChannels(sources);
    return moved;
  }
}
