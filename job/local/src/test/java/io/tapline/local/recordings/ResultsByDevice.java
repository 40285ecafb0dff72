/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of a topic, device by device, each device's in their order. */
public final class ResultsByDevice {

  private ResultsByDevice() {}

  /** Every record as its timestamp and its value's bytes. */
  public static Map<String, List<String>> bytes(List<ConsumerRecord<byte[], byte[]>> records) {
    return byDevice(
        records, record -> record.timestamp() + " " + HexFormat.of().formatHex(record.value()));
  }

  public static Map<String, List<FeatureVector>> decoded(
      List<ConsumerRecord<byte[], byte[]>> records) {
    return byDevice(records, ResultsByDevice::decode);
  }

  /** For each device, the first record that is not the expected one. */
  public static List<String> differences(
      Map<String, List<String>> actual, Map<String, List<String>> expected) {
    List<String> differences = new ArrayList<>();
    if (!actual.keySet().equals(expected.keySet())) {
      differences.add("devices: " + actual.keySet());
    }
    expected.forEach(
        (device, records) -> {
          List<String> others = actual.getOrDefault(device, List.of());
          int same = 0;
          while (same < Math.min(records.size(), others.size())
              && records.get(same).equals(others.get(same))) {
            same++;
          }
          if (same < Math.max(records.size(), others.size())) {
            differences.add(
                "device=%s, first different record=%d, records=%d, expected=%d"
                    .formatted(device, same, others.size(), records.size()));
          }
        });
    return differences;
  }

  static String device(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  private static <T> Map<String, List<T>> byDevice(
      List<ConsumerRecord<byte[], byte[]>> records,
      Function<ConsumerRecord<byte[], byte[]>, T> as) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                ResultsByDevice::device,
                TreeMap::new,
                Collectors.mapping(as, Collectors.toList())));
  }

  private static FeatureVector decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new FeatureVectorCodec().decode(record.value());
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }
}
