/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.schemas.Readings;
import io.tapline.schemas.UndecodableRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The channel groups of each device of a record, in the record's order.
 *
 * <p>What is handed on of a device takes the record's bytes along, in case it is rejected later. So
 * a record of many devices grows by their number, which is bounded.
 */
final class DeviceGroups {

  private static final long MOST_BYTES = 64L << 20;

  private DeviceGroups() {}

  /** Group indexes by device; for records of more devices than one. */
  static Map<String, List<Integer>> of(Readings decoded, int recordBytes)
      throws UndecodableRecordException {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int d = 0; d < decoded.deviceCount(); d++) {
      List<Integer> ofDevice = groups.computeIfAbsent(decoded.device(d), name -> new ArrayList<>());
      for (int group = decoded.firstChannel(d); group < decoded.endChannel(d); group++) {
        ofDevice.add(group);
      }
    }
    if ((long) groups.size() * recordBytes > MOST_BYTES) {
      throw new UndecodableRecordException(
          "too many devices in a record of this size: send fewer at once: devices=%d, bytes=%d"
              .formatted(groups.size(), recordBytes));
    }
    return groups;
  }
}
