/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.DeviceAlignment;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Devices by name: a hash table with linear probing. Names that are made to hash alike do not slow
 * it down: what would stand too far from its first place goes into a sorted map.
 *
 * <p>It is not one of a library, because what a look-up reads can be asked for in steps here, of
 * many devices in each step: see {@link RecordBundle}.
 */
final class DeviceTable {

  private static final int FIRST_ROOM = 64;

  /** Of names that are not made to, one in 100 000 stands farther where the table is full. */
  private static final int MOST_PROBES = 64;

  /** Fibonacci hashing: 2^32 divided by the golden ratio spreads what is alike (Knuth, 6.4). */
  private static final int SPREAD = 0x9E3779B9;

  private String[] names = new String[FIRST_ROOM];
  private DeviceAlignment[] devices = new DeviceAlignment[FIRST_ROOM];
  private int shift = Integer.SIZE - Integer.numberOfTrailingZeros(FIRST_ROOM);
  private int size;

  /** What stands too far from its first place. */
  private final TreeMap<String, DeviceAlignment> far = new TreeMap<>();

  int size() {
    return size + far.size();
  }

  /** A device, or null. */
  DeviceAlignment get(String name) {
    int first = firstPlaceOf(name);
    return name.equals(names[first]) ? devices[first] : searched(name);
  }

  private DeviceAlignment searched(String name) {
    int place = placeOf(name);
    DeviceAlignment near = place < 0 ? null : devices[place];
    return near == null && !far.isEmpty() ? far.get(name) : near;
  }

  void put(String name, DeviceAlignment device) {
    int place = placeOf(name);
    boolean isNew = place < 0 || names[place] == null;
    if (place < 0 || (isNew && far.containsKey(name))) {
      far.put(name, device);
      return;
    }
    devices[place] = device;
    if (isNew) {
      names[place] = name;
      size++;
      if (2 * size > names.length) {
        grow();
      }
    }
  }

  void remove(String name) {
    int gap = placeOf(name);
    if (gap < 0 || names[gap] == null) {
      far.remove(name);
      return;
    }
    size--;
    // Whoever stands behind only because the place was taken moves up.
    for (int at = after(gap); names[at] != null; at = after(at)) {
      int moved = at - firstPlaceOf(names[at]) & names.length - 1;
      if (moved >= (at - gap & names.length - 1)) {
        names[gap] = names[at];
        devices[gap] = devices[at];
        gap = at;
      }
    }
    names[gap] = null;
    devices[gap] = null;
  }

  void clear() {
    Arrays.fill(names, null);
    Arrays.fill(devices, null);
    far.clear();
    size = 0;
  }

  /** The first place where a device may stand, and does so mostly. */
  int firstPlaceOf(String name) {
    return name.hashCode() * SPREAD >>> shift;
  }

  /** Reads the table at a place. */
  int touch(int place) {
    return (names[place] == null ? 0 : 1) + (devices[place] == null ? 0 : 1);
  }

  /** Reads the objects at a place, where the table has been read. */
  long touchDevice(int place) {
    DeviceAlignment device = devices[place];
    return device == null ? 0 : names[place].length() + device.touch();
  }

  /** Reads what a record will touch of the channels of the device at a place. */
  long touchChannels(int place, DeviceReadings record) {
    DeviceAlignment device = devices[place];
    return device == null || record.count() == 0
        ? 0
        : device.alignment().touchChannels(record.count(), record.channels()[0]);
  }

  /** Where a name stands, or would stand; a negative number where that is too far. */
  private int placeOf(String name) {
    int place = firstPlaceOf(name);
    for (int probes = 0; probes < MOST_PROBES; probes++) {
      if (names[place] == null || names[place].equals(name)) {
        return place;
      }
      place = after(place);
    }
    return -1;
  }

  private int after(int place) {
    return place + 1 & names.length - 1;
  }

  private void grow() {
    String[] oldNames = names;
    DeviceAlignment[] oldDevices = devices;
    names = new String[2 * oldNames.length];
    devices = new DeviceAlignment[names.length];
    shift--;
    for (int i = 0; i < oldNames.length; i++) {
      if (oldNames[i] != null) {
        int place = placeOf(oldNames[i]);
        if (place < 0) {
          far.put(oldNames[i], oldDevices[i]);
          size--;
          continue;
        }
        names[place] = oldNames[i];
        devices[place] = oldDevices[i];
      }
    }
  }
}
