/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.alignment.Fnv64;
import io.tapline.alignment.Route;
import io.tapline.flink.element.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Finds what is known of the way that a device's record took to its partition: its {@link Route}.
 */
final class RecordRoute {

  private final Set<String> partitionedByDevice;

  /**
   * @param partitionedByDevice the topics that are declared so
   */
  RecordRoute(Set<String> partitionedByDevice) {
    this.partitionedByDevice = partitionedByDevice;
  }

  /**
   * The route of a record's readings of a device. Where the key decides, one that is the device's
   * name does so as the device would; where it does not, as with a partitioner of the producers'
   * own, records of one key may be in several partitions, but each goes its way for a reason.
   */
  long of(SourceRecord record, String device) {
    if (partitionedByDevice.contains(record.topic())) {
      return Route.BY_DEVICE;
    }
    byte[] key = record.key();
    if (record.partitionDecided() && (key == null || isName(key, device))) {
      return Route.BY_DEVICE;
    }
    return key == null ? Route.NONE : Route.byKey(hash(record.topic(), key));
  }

  private static boolean isName(byte[] key, String device) {
    if (key.length < device.length()) {
      return false;
    }
    for (int i = 0; i < device.length(); i++) {
      if (device.charAt(i) > 0x7f) {
        return Arrays.equals(key, device.getBytes(StandardCharsets.UTF_8));
      }
      if (key[i] != device.charAt(i)) {
        return false;
      }
    }
    return key.length == device.length();
  }

  private static long hash(String topic, byte[] key) {
    long hash = Fnv64.of(topic);
    for (byte octet : key) {
      hash = Fnv64.with(hash, octet);
    }
    return hash;
  }
}
