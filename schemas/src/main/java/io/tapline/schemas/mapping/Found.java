/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.PrintableText;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/** What a record has in the place of what was expected, in a few words however large it is. */
final class Found {

  private static final int LONGEST = 60;

  private Found() {}

  static String describe(Object found) {
    if (found == null) {
      return "null";
    }
    if (found == FieldPath.ABSENT) {
      return "no such field";
    }
    if (found instanceof List<?> items) {
      return "an array of " + items.size();
    }
    if (found instanceof Map || found instanceof IndexedRecord || found instanceof Row) {
      return "a record";
    }
    if (found instanceof CharSequence text) {
      return '"' + shorten(text) + '"';
    }
    if (found instanceof Number || found instanceof Boolean) {
      return shorten(found.toString());
    }
    return found.getClass().getSimpleName();
  }

  private static String shorten(CharSequence text) {
    String start =
        PrintableText.of(text.subSequence(0, Math.min(text.length(), LONGEST)).toString());
    return text.length() > LONGEST ? start + "… (" + text.length() + " characters)" : start;
  }
}
