/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

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

/** Whether a mapping's paths lead to fields, where the format knows its fields beforehand. */
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
      require("device.field", device.path(), true);
    }
    if (mapping.time() instanceof TimeSource.Field time) {
      require("time.field", time.path(), true);
    }
    if (mapping.step() instanceof StepSource.Field step) {
      require("time.step.field", step.path(), true);
    }
    if (mapping.values() instanceof ValueSource.OneChannel one) {
      if (one.channel() != null) {
        require("channel.field", one.channel(), true);
      }
      require("value.field", one.value(), false);
    } else if (mapping.values() instanceof ValueSource.Columns columns) {
      columns
          .columns()
          .forEach(column -> require("values." + column.channel(), column.path(), false));
    }
  }

  private void require(String key, FieldPath path, boolean orAround) {
    if (format instanceof RecordFormat.Csv csv) {
      if (!csv.columns().contains(path.text())) {
        place
            .at(key)
            .problem("no such column: column=%s, columns=%s".formatted(path, csv.columns()));
      }
    } else if (format instanceof RecordFormat.AvroSchema avro) {
      Schema schema = new Schema.Parser().parse(avro.schema());
      if (!leadsSomewhere(path, schema, orAround)) {
        place
            .at(key)
            .problem(
                "the schema has no such field: path=%s, schema=%s"
                    .formatted(path, schema.getFullName()));
      }
    }
  }

  private boolean leadsSomewhere(FieldPath path, Schema schema, boolean orAround) {
    List<Schema> starts = new ArrayList<>();
    if (mapping.rows() == null) {
      starts.add(schema);
    } else {
      starts.addAll(SchemaPath.items(SchemaPath.follow(mapping.rows(), schema)));
      if (orAround) {
        starts.add(schema);
      }
    }
    return starts.stream().anyMatch(start -> !SchemaPath.follow(path, start).isEmpty());
  }
}
