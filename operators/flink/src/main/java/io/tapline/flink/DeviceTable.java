/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.DeviceAlignment;
import java.util.Arrays;

/**
 * Devices by name: a hash table with linear probing.
 *
 * <p>It is not one of a library, because what a look-up reads can be asked for in steps here, of
 * many devices in each step: see {@link RecordBundle}.
 */
final class DeviceTable {

  private static final int FIRST_ROOM = 64;

  /** Fibonacci hashing: 2^32 divided by the golden ratio spreads what is alike (Knuth, 6.4). */
  private static final int SPREAD = 0x9E3779B9;

  private String[] names = new String[FIRST_ROOM];
  private DeviceAlignment[] devices = new DeviceAlignment[FIRST_ROOM];
  private int shift = Integer.SIZE - Integer.numberOfTrailingZeros(FIRST_ROOM);
  private int size;

  int size() {
    return size;
  }

  /** A device, or null. */
  DeviceAlignment get(String name) {
    return devices[placeOf(name)];
  }

  void put(String name, DeviceAlignment device) {
    int place = placeOf(name);
    if (names[place] == null) {
      names[place] = name;
      size++;
    }
    devices[place] = device;
    if (2 * size > names.length) {
      grow();
    }
  }

  void remove(String name) {
    int gap = placeOf(name);
    if (names[gap] == null) {
      return;
    }
    size--;
    // Whoever stands behind only because the place was taken moves up.
    for (int at = after(gap); names[at] != null; at = after(at)) {
      int far = at - firstPlaceOf(names[at]) & names.length - 1;
      if (far >= (at - gap & names.length - 1)) {
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

  private int placeOf(String name) {
    int place = firstPlaceOf(name);
    while (names[place] != null && !names[place].equals(name)) {
      place = after(place);
    }
    return place;
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
        names[place] = oldNames[i];
        devices[place] = oldDevices[i];
      }
    }
  }
}
