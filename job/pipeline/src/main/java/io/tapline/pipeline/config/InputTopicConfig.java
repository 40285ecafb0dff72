/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A topic that the job reads, and where the readings are in its records. A topic that is given by
 * its name alone holds Tapline's own Avro, which needs none of this.
 *
 * @param partitionedBy null where each record's key says how far its partition is decided
 * @param schema the schema's file, for format avro-schema; null elsewhere
 * @param columns the names of a line's fields, for format csv; null elsewhere
 * @param separator between a line's fields, for format csv; null elsewhere
 * @param rows the path of the array whose items are rows; null where the record is the row
 * @param channel null where each channel has a column
 * @param value null where each channel has a column
 * @param values paths by channel; null where a row is of one channel
 */
public record InputTopicConfig(
    String topic,
    Format format,
    PartitionedBy partitionedBy,
    String schema,
    List<String> columns,
    String separator,
    DeviceConfig device,
    ReadingTimeConfig time,
    String rows,
    ChannelOfRowConfig channel,
    ValueOfRowConfig value,
    Map<String, String> values)
    implements MappingConfig {

  /** How a record's value is encoded. */
  public enum Format {
    AVRO,
    AVRO_SCHEMA,
    CONFLUENT_AVRO,
    JSON,
    CSV
  }

  /** What decides the partition of a record. */
  public enum PartitionedBy {
    DEVICE
  }

  @JsonCreator
  public InputTopicConfig {
    format = Objects.requireNonNullElse(format, Format.AVRO);
    columns = columns == null ? null : List.copyOf(columns);
    // In the order of the file, which Map.copyOf would not keep.
    values = values == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A topic of Tapline's own Avro. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static InputTopicConfig named(String topic) {
    return new InputTopicConfig(
        topic, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Whether all records of a device are in one partition, whatever their keys. */
  public boolean isPartitionedByDevice() {
    return partitionedBy == PartitionedBy.DEVICE;
  }

  /** Whether the records' keys are asked for. */
  public boolean needsKey() {
    return device != null && device.isKey();
  }
}
