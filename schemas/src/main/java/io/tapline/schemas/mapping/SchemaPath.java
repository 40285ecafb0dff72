/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Whether a path leads anywhere in the records of an Avro schema. */
public final class SchemaPath {

  private SchemaPath() {}

  /** The schemas that a path may lead to, those of all branches of a union; none where nowhere. */
  public static List<Schema> follow(FieldPath path, Schema schema) {
    List<Schema> reached = branches(schema);
    for (Object step : path.steps()) {
      List<Schema> next = new ArrayList<>();
      for (Schema each : reached) {
        Schema inner = inner(each, step);
        if (inner != null) {
          next.addAll(branches(inner));
        }
      }
      reached = next;
    }
    return reached;
  }

  /** The items' schemas, of all those that are arrays. */
  public static List<Schema> items(List<Schema> schemas) {
    return schemas.stream()
        .filter(each -> each.getType() == Schema.Type.ARRAY)
        .flatMap(each -> branches(each.getElementType()).stream())
        .toList();
  }

  private static List<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }

  private static Schema inner(Schema schema, Object step) {
    return switch (schema.getType()) {
      case RECORD -> {
        Schema.Field field = step instanceof String name ? schema.getField(name) : null;
        yield field == null ? null : field.schema();
      }
      case MAP -> step instanceof String ? schema.getValueType() : null;
      case ARRAY -> step instanceof Integer ? schema.getElementType() : null;
      default -> null;
    };
  }
}
