/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.schemas.mapping.EpochUnit;
import io.tapline.schemas.mapping.FieldPath;
import io.tapline.schemas.mapping.RecordFormat;
import io.tapline.schemas.mapping.RecordMapping;
import io.tapline.schemas.mapping.RecordMapping.DeviceSource;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource;
import io.tapline.schemas.mapping.TimeFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A mapping that every format can have, and the decoding of one topic by it. */
final class Decodings {

  static final String TOPIC = "mapped";
  static final List<String> COLUMNS = List.of("id", "t", "c", "v");

  /** Fields id, t in microseconds, c and v; of one row, or of rows in an array. */
  static final String SCHEMA =
      """
      {"type":"record","name":"R","fields":[{"name":"id","type":"string"},
      {"name":"t","type":"long"},{"name":"c","type":["null","string"]},{"name":"v","type":"double"}]}""";

  private Decodings() {}

  static RecordMapping mapping(String rows) {
    return new RecordMapping(
        new DeviceSource.Field(FieldPath.of("id")),
        new TimeSource.Field(FieldPath.of("t"), new TimeFormat.Epoch(EpochUnit.US)),
        null,
        rows == null ? null : FieldPath.of(rows),
        new ValueSource.OneChannel(FieldPath.of("c"), null, FieldPath.of("v")));
  }

  static Decoding of(RecordFormat format) {
    return of(format, null, null);
  }

  static Decoding of(RecordFormat format, String devicePattern, RegistryAccess registry) {
    return of(format, mapping(null), devicePattern, registry);
  }

  static Decoding of(
      RecordFormat format, RecordMapping mapping, String devicePattern, RegistryAccess registry) {
    return new Decoding(
        Map.of(TOPIC, new TopicDecoding(format, mapping)), devicePattern, registry, Set.of());
  }
}
