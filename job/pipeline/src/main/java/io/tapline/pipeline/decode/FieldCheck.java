/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.schemas.mapping.FieldKind;
import io.tapline.schemas.mapping.FieldPath;
import io.tapline.schemas.mapping.RecordFormat;
import io.tapline.schemas.mapping.RecordMapping;
import io.tapline.schemas.mapping.RecordMapping.DeviceSource;
import io.tapline.schemas.mapping.RecordMapping.StepSource;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource;
import io.tapline.schemas.mapping.SchemaPath;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Whether a mapping's paths lead to fields, and to such as can say what is asked of them, where the
 * format knows its fields beforehand.
 */
final class FieldCheck {

  private final RecordFormat format;
  private final RecordMapping mapping;
  private final Place place;

  FieldCheck(RecordFormat format, RecordMapping mapping, Place place) {
    this.format = format;
    this.mapping = mapping;
    this.place = place;
  }

  void check() {
    if (mapping.rows() != null && format instanceof RecordFormat.AvroSchema avro) {
      Schema schema = new Schema.Parser().parse(avro.schema());
      if (SchemaPath.items(SchemaPath.follow(mapping.rows(), schema)).isEmpty()) {
        place
            .at("rows")
            .problem(
                "the schema has no such array: path=%s, schema=%s"
                    .formatted(mapping.rows(), schema.getFullName()));
        return;
      }
    }
    if (mapping.device() instanceof DeviceSource.Field device) {
      require("device.field", device.path(), FieldKind.NAME);
    }
    if (mapping.time() instanceof TimeSource.Field time) {
      requireTime("time.field", time);
    }
    if (mapping.step() instanceof StepSource.Field step) {
      require("time.step.field", step.path(), FieldKind.STEP);
    }
    if (mapping.values() instanceof ValueSource.OneChannel one) {
      if (one.channel() != null) {
        require("channel.field", one.channel(), FieldKind.NAME);
      }
      require("value.field", one.value(), FieldKind.VALUE);
    } else if (mapping.values() instanceof ValueSource.Columns columns) {
      columns
          .columns()
          .forEach(column -> require("values." + column.channel(), column.path(), FieldKind.VALUE));
    }
  }

  /** Checks a time that a key of this name says, beside those of the mapping. */
  void requireTime(String key, TimeSource.Field time) {
    require(key, time.path(), FieldKind.of(time.format()));
  }

  private void require(String key, FieldPath path, FieldKind kind) {
    if (format instanceof RecordFormat.Csv csv) {
      if (!csv.columns().contains(path.text())) {
        place
            .at(key)
            .problem("no such column: column=%s, columns=%s".formatted(path, csv.columns()));
      }
    } else if (format instanceof RecordFormat.AvroSchema avro) {
      Schema schema = new Schema.Parser().parse(avro.schema());
      inSchema(place.at(key), path, kind, schema);
    }
  }

  private void inSchema(Place at, FieldPath path, FieldKind kind, Schema schema) {
    List<Schema> reached = reached(path, schema, kind != FieldKind.VALUE);
    if (reached.isEmpty()) {
      at.problem(
          "the schema has no such field: path=%s, schema=%s".formatted(path, schema.getFullName()));
    } else if (!kind.takesAnyOf(reached)) {
      at.problem(
          ("the schema's field is of no type that can be %s: map another, or one within it: path=%s,"
                  + " found=%s, allowed=%s, schema=%s")
              .formatted(
                  kind.label(),
                  path,
                  FieldKind.describe(reached),
                  kind.allowed(),
                  schema.getFullName()));
    }
  }

  /**
   * The types that a path may lead to, in a row or else in the record around it.
   *
   * @param orAround whether the record around is looked at, where a row has no such field
   */
  private List<Schema> reached(FieldPath path, Schema schema, boolean orAround) {
    if (mapping.rows() == null) {
      return SchemaPath.follow(path, schema);
    }
    List<Schema> reached = new ArrayList<>();
    boolean inEveryRow = true;
    for (Schema row : SchemaPath.items(SchemaPath.follow(mapping.rows(), schema))) {
      List<Schema> inRow = SchemaPath.follow(path, row);
      reached.addAll(inRow);
      inEveryRow &= !inRow.isEmpty() || row.getType() == Schema.Type.NULL;
    }
    if (orAround && !inEveryRow) {
      reached.addAll(SchemaPath.follow(path, schema));
    }
    return reached;
  }
}
