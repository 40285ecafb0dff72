/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import static io.tapline.schemas.mapping.Mapped.mapped;
import static io.tapline.schemas.mapping.Mapped.readings;
import static io.tapline.schemas.mapping.Mapped.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.schemas.RecordDecoder;
import org.junit.jupiter.api.Test;

class CsvDecoderTest {

  private static final RecordDecoder WIDE =
      mapped()
          .device("machine")
          .time("t", EpochUnit.US)
          .columns("temp", "motor.temp", "rpm", "rpm")
          .csv(';', "t", "machine", "motor.temp", "rpm");

  @Test
  void shouldReadALineOrSeveral() throws Exception {
    assertThat(readings(WIDE, "1;p;20.5;3000")).containsExactly("p/temp@1=20.5", "p/rpm@1=3000.0");
    assertThat(readings(WIDE, "1;p;20.5;3000\r\n\r\n2;q;;-1\n"))
        .containsExactly("p/temp@1=20.5", "p/rpm@1=3000.0", "q/rpm@2=-1.0");
  }

  @Test
  void shouldTakeQuotedFieldsAsTheyAre() throws Exception {
    assertThat(readings(WIDE, " 1 ; \"p;\"\"1\"\"\" ;\"20.5\"; 7 "))
        .containsExactly("p;\"1\"/temp@1=20.5", "p;\"1\"/rpm@1=7.0");
    assertThat(readings(WIDE, "1;\"two\nlines\";1;1"))
        .containsExactly("two\nlines/temp@1=1.0", "two\nlines/rpm@1=1.0");
  }

  @Test
  void shouldPassOverAByteOrderMark() throws Exception {
    assertThat(readings(WIDE, "\uFEFF1;p;20.5;")).containsExactly("p/temp@1=20.5");
    assertThat(readings(WIDE, "\uFEFF\"1\";p;20.5;")).containsExactly("p/temp@1=20.5");
  }

  @Test
  void shouldComeBackToADeviceThatItLeft() throws Exception {
    assertThat(readings(WIDE, "1;p;1;\n2;q;2;\n3;p;3;"))
        .containsExactly("p/temp@1=1.0", "q/temp@2=2.0", "p/temp@3=3.0");
  }

  @Test
  void shouldRefuseTheWholeRecordForOneBadLine() {
    assertThat(refusal(WIDE, "1;p;1;1\n2;p;hot;1"))
        .isEqualTo("not a number: path=motor.temp, found=\"hot\", row=1");
    assertThat(refusal(WIDE, "1;p;1;1\n2;p;1"))
        .isEqualTo("line has another number of values: expected=4, found=3, line=2");
    assertThat(refusal(WIDE, "1;p;\"1;1")).startsWith("record is no CSV: ");
    assertThat(refusal(WIDE, "")).isEqualTo("record holds no line of values");
    assertThat(refusal(WIDE, new byte[] {'1', ';', (byte) 0xFF}))
        .isEqualTo("record is not UTF-8 text: bytes=3");
  }

  @Test
  void shouldReadRowsOfOneChannel() throws Exception {
    RecordDecoder rows = mapped().time("t", EpochUnit.S).channel("c", "v").csv(',', "t", "c", "v");
    assertThat(readings(rows, "1.5,x,1\n2,y,NaN\n3,x,\n4,x,true"))
        .containsExactly("d/x@1500000=1.0", "d/y@2000000=NaN", "d/x@4000000=1.0");
  }
}
