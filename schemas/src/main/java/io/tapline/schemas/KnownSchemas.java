/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Every schema of every released version, by its fingerprint: what was written once stays readable.
 *
 * <p>A schema that changes keeps its earlier version here. The fingerprint is CRC-64-AVRO of the
 * schema's parsing canonical form, as the Avro specification has it.
 */
public final class KnownSchemas {

  private static final Map<Long, Schema> BY_FINGERPRINT =
      byFingerprint(
          List.of(
              SensorReading.getClassSchema(),
              ReadingBatch.getClassSchema(),
              FeatureVector.getClassSchema(),
              Frame.getClassSchema(),
              RejectedReading.getClassSchema(),
              RecordedMessage.getClassSchema()));

  private KnownSchemas() {}

  /** The fingerprint that stands in the header of a record with this schema. */
  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** The schema with this fingerprint, or null if no released version has it. */
  public static Schema find(long fingerprint) {
    return BY_FINGERPRINT.get(fingerprint);
  }

  /**
   * The released versions of the record with this full name, oldest first, by their fingerprint.
   */
  static Map<Long, Schema> versionsOf(String fullName) {
    Map<Long, Schema> versions = new LinkedHashMap<>(BY_FINGERPRINT);
    versions.values().removeIf(schema -> !schema.getFullName().equals(fullName));
    return versions;
  }

  /** Names and fingerprints, as an error message lists them. */
  static String describe(Map<Long, Schema> schemas) {
    return schemas.entrySet().stream()
        .map(known -> known.getValue().getName() + "=" + hex(known.getKey()))
        .collect(Collectors.joining(", "));
  }

  static String hex(long fingerprint) {
    return "0x%016x".formatted(fingerprint);
  }

  private static Map<Long, Schema> byFingerprint(List<Schema> schemas) {
    Map<Long, Schema> map = new LinkedHashMap<>();
    for (Schema schema : schemas) {
      map.put(fingerprint(schema), schema);
    }
    return map;
  }
}
