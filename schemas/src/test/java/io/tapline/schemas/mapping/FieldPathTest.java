/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.schemas.UndecodableRecordException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {

  private static final Object RECORD =
      Map.of(
          "motor",
          Map.of("axes", List.of(Map.of("temp", 1), Map.of("temp", 2)), "t.max", 3),
          "empty",
          Collections.singletonMap("inner", null),
          "utf8",
          Map.of(new Utf8("k"), 5),
          "rows",
          Arrays.asList(Arrays.asList(7, null), List.of()));

  @ParameterizedTest
  @CsvSource({
    "motor.axes[0].temp, 1",
    "motor.axes[1].temp, 2",
    "'motor[\"t.max\"]', 3",
    "utf8.k, 5",
    "rows[0][0], 7",
    "rows[0][1], null",
    "rows[1][0], absent",
    "motor.axes[2].temp, absent",
    "motor.t.max, absent",
    "empty.inner, null",
    "empty.inner.deeper, null",
    "nothing, absent",
    "nothing.deeper, absent"
  })
  void shouldFollowNamesAndPlaces(String path, String found) throws Exception {
    assertThat(String.valueOf(FieldPath.of(path).find(RECORD))).isEqualTo(found);
  }

  @Test
  void shouldLeadToAllOfARecord() throws Exception {
    assertThat(FieldPath.of("$").find(RECORD)).isSameAs(RECORD);
  }

  @Test
  void shouldTakeTheNameOfAColumnWhole() throws Exception {
    Row row = name -> name.equals("acc.x [g]") ? "5" : FieldPath.ABSENT;
    assertThat(FieldPath.of("acc.x [g]".replace(" [g]", "")).find(row)).isSameAs(FieldPath.ABSENT);
    assertThat(FieldPath.ofColumn("acc.x [g]").find(row)).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({
    "motor.axes.temp, 'not a record, so it has no field: path=motor.axes.temp, field=temp, found=an array of 2'",
    "motor[0], 'not an array, so it has no items: path=motor[0], item=0, found=a record'",
    "motor.axes[0].temp.c, 'not a record, so it has no field: path=motor.axes[0].temp.c, field=c, found=1'"
  })
  void shouldSayWhereAPathCannotGoOn(String path, String problem) {
    assertThatThrownBy(() -> FieldPath.of(path).find(RECORD))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    ".a, a name is missing at position 1",
    "a..b, a name is missing at position 3",
    "a., a name is missing",
    "a[, a bracket holds a place",
    "a[], a bracket holds a place",
    "a[x], not a place in an array: [x]",
    "a[-1], not a place in an array: [-1]",
    "a]b, expected a dot at position 2",
    "'a[\"b]', a bracket holds a place"
  })
  void shouldRefuseWhatIsNoPath(String path, String problem) {
    assertThatThrownBy(() -> FieldPath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }
}
