/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Locale;

/** Reads {@code at-least-once} as {@code AT_LEAST_ONCE}. */
final class KebabCaseEnums extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1;

  /** The word that stands for a constant in the file. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public JsonDeserializer<?> modifyEnumDeserializer(
      DeserializationConfig config,
      JavaType type,
      BeanDescription description,
      JsonDeserializer<?> deserializer) {
    return new KebabCaseDeserializer(type);
  }

  private static final class KebabCaseDeserializer extends StdDeserializer<Enum<?>> {

    private static final long serialVersionUID = 1;

    KebabCaseDeserializer(JavaType type) {
      super(type);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Enum<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String constant = parser.getText().toUpperCase(Locale.ROOT).replace('-', '_');
      return Enum.valueOf((Class<Enum>) handledType(), constant);
    }
  }
}
