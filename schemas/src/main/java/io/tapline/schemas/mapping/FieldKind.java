/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a mapped field is there to say, and which of Avro's types can say it. */
public enum FieldKind {
  /** A channel's value, or several of them. */
  VALUE("a value", "int, long, float, double, boolean, string, decimal" + Words.SERIES),
  /** The name of a device or a channel. */
  NAME("a name", "string, enum, int, long"),
  /** What lies between two values. */
  STEP("a step", Words.NUMBERS),
  /** A time that is counted from the epoch. */
  EPOCH("a time of this format", Words.NUMBERS + ", " + Words.TIMESTAMPS + Words.SERIES),
  /** A time as text. */
  TIME_TEXT("a time of this format", "string, " + Words.TIMESTAMPS + Words.SERIES),
  /** A time whose type alone says how it is counted. */
  TIMESTAMP("a time without a unit or a pattern", Words.TIMESTAMPS + Words.SERIES);

  private static final class Words {
    private static final String NUMBERS = "int, long, float, double, string, decimal";
    private static final String TIMESTAMPS = "timestamp-millis, timestamp-micros";
    private static final String SERIES = ", or an array of these";
  }

  private final String label;
  private final String allowed;

  FieldKind(String label, String allowed) {
    this.label = label;
    this.allowed = allowed;
  }

  /** The kind of a field that says a time. */
  public static FieldKind of(TimeFormat format) {
    if (format instanceof TimeFormat.Epoch) {
      return EPOCH;
    }
    return format instanceof TimeFormat.Typed ? TIMESTAMP : TIME_TEXT;
  }

  /** What it is in a message, such as {@code a value}. */
  public String label() {
    return label;
  }

  /** The types that can say it, in words. */
  public String allowed() {
    return allowed;
  }

  /** Whether one of the types of a field can say it. */
  public boolean takesAnyOf(List<Schema> branches) {
    return branches.stream().anyMatch(this::takes);
  }

  private boolean takes(Schema schema) {
    boolean series = this != NAME && this != STEP;
    return series && schema.getType() == Schema.Type.ARRAY
        ? SchemaPath.items(List.of(schema)).stream().anyMatch(this::takesItem)
        : takesOne(schema);
  }

  /** A symbol is taken for its text at the end of a path alone. */
  private boolean takesItem(Schema schema) {
    return schema.getType() != Schema.Type.ENUM && takesOne(schema);
  }

  private boolean takesOne(Schema schema) {
    if (isTimestamp(schema)) {
      return this == EPOCH || this == TIME_TEXT || this == TIMESTAMP;
    }
    return switch (schema.getType()) {
      case INT, LONG -> this != TIME_TEXT && this != TIMESTAMP;
      case STRING -> this != TIMESTAMP;
      case FLOAT, DOUBLE -> isNumber();
      case BYTES, FIXED -> isNumber() && isDecimal(schema);
      case BOOLEAN -> this == VALUE;
      case ENUM -> this == NAME || (this == VALUE && hasNumbers(schema));
      default -> false;
    };
  }

  private boolean isNumber() {
    return this == VALUE || this == STEP || this == EPOCH;
  }

  /** Symbols such as TRUE and FALSE, which are numbers as texts are. */
  private static boolean hasNumbers(Schema symbols) {
    return symbols.getEnumSymbols().stream().anyMatch(each -> DecimalText.named(each) != null);
  }

  private static boolean isDecimal(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal;
  }

  private static boolean isTimestamp(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
        || schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
  }

  /** Types in words, such as {@code null, record plant.Axes}. */
  public static String describe(List<Schema> branches) {
    return branches.stream().map(FieldKind::describe).distinct().collect(Collectors.joining(", "));
  }

  private static String describe(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> schema.getType().getName() + " " + schema.getFullName();
      case FIXED -> "fixed " + schema.getFullName() + ofLogicalType(schema);
      case ARRAY -> "array of " + describeItem(schema.getElementType());
      default -> schema.getType().getName() + ofLogicalType(schema);
    };
  }

  /** No deeper: a schema may hold itself. */
  private static String describeItem(Schema item) {
    return item.getType() == Schema.Type.ARRAY ? "array" : describe(item);
  }

  private static String ofLogicalType(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    return logical == null ? "" : " of " + logical.getName();
  }
}
