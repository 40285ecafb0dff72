/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.schemas.UndecodableRecordException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {

  private static final FieldPath PATH = FieldPath.of("t");

  @ParameterizedTest
  @CsvSource({
    "S, 1772366400, 1772366400000000",
    "S, 1772366400.123456, 1772366400123456",
    "S, 1772366400.1234565, 1772366400123457",
    "S, 1772366400.1234564999999999999999999, 1772366400123456",
    "S, -0.0000005, -1",
    "S, 1.5e9, 1500000000000000",
    "MS, 1772366400123, 1772366400123000",
    "MS, 0.0005, 1",
    "US, 1772366400123456, 1772366400123456",
    "US, 0.49, 0",
    "NS, 1772366400123456789, 1772366400123457",
    "NS, 499, 0",
    "NS, 500, 1",
    "NS, -500, -1",
    "NS, 9223372036854775807000, 9223372036854775807",
    "S, 1e-999999999, 0",
    "S, 0e999999999, 0"
  })
  void shouldRoundNumbersToTheNearestMicrosecond(EpochUnit unit, String text, long micros)
      throws Exception {
    TimeReader reader = new TimeReader(new TimeFormat.Epoch(unit));
    assertThat(reader.micros(text, PATH)).isEqualTo(micros);
    assertThat(reader.micros(new BigDecimal(text), PATH)).isEqualTo(micros);
    if (text.matches("-?\\d{1,18}")) {
      assertThat(reader.micros(Long.parseLong(text), PATH)).isEqualTo(micros);
    }
  }

  @Test
  void shouldTakeDoublesByTheDigitsThatTheyPrint() throws Exception {
    TimeReader seconds = new TimeReader(new TimeFormat.Epoch(EpochUnit.S));
    assertThat(seconds.micros(0.0000005, PATH)).isEqualTo(1);
    assertThat(seconds.micros(1_772_366_400.123456, PATH)).isEqualTo(1_772_366_400_123_456L);
    assertThat(seconds.micros(BigInteger.TEN, PATH)).isEqualTo(10_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e999999999", "1e13", "1e99999999999", "9223372036855"})
  void shouldRefuseTimesBeyondWhatCanBeTold(String text) {
    TimeReader reader = new TimeReader(new TimeFormat.Epoch(EpochUnit.S));
    assertThatThrownBy(() -> reader.micros(text, PATH))
        .isInstanceOf(UndecodableRecordException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 1772366400000000",
    "2026-03-01T12:00Z, 1772366400000000",
    "2026-03-01T13:00:00.25+01:00, 1772366400250000",
    "2026-03-01T13:00:00+0100, 1772366400000000",
    "2026-03-01T13:00:00+01, 1772366400000000",
    "2026-03-01T12:00:00.1234565Z, 1772366400123457",
    "' 2026-03-01T12:00:00Z ', 1772366400000000"
  })
  void shouldReadIso8601(String text, long micros) throws Exception {
    assertThat(new TimeReader(new TimeFormat.Iso8601(null)).micros(text, PATH)).isEqualTo(micros);
  }

  @Test
  void shouldAskForAZoneWhereATextHasNoOffset() throws Exception {
    String local = "2026-03-01T13:00:00";
    TimeReader paris = new TimeReader(new TimeFormat.Iso8601(ZoneId.of("Europe/Paris")));
    assertThat(paris.micros(local, PATH)).isEqualTo(1_772_366_400_000_000L);
    assertThat(paris.micros(local + "Z", PATH)).isEqualTo(1_772_370_000_000_000L);
    assertThatThrownBy(() -> new TimeReader(new TimeFormat.Iso8601(null)).micros(local, PATH))
        .hasMessage(
            "not a time of the expected format, with an offset or a zone: path=t, found=\""
                + local
                + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm:ss, Europe/Paris, 2026-03-01 13:00:00, 1772366400000000",
    "dd.MM.yyyy HH:mm:ss.SSS, UTC, 01.03.2026 12:00:00.125, 1772366400125000",
    "MMM d uuuu h:mm a, UTC, Mar 1 2026 12:00 PM, 1772366400000000",
    "yyyyMMddHHmmssX, , 20260301130000+01, 1772366400000000",
    "yyyy-MM-dd HH:mm VV, , 2026-03-01 13:00 Europe/Paris, 1772366400000000",
    "yyyy-MM-dd HH:mm, Europe/Paris, 2026-10-25 02:30, 1792888200000000",
    "yyyy-MM-dd HH:mm, Europe/Paris, 2026-03-29 02:30, 1774747800000000"
  })
  void shouldReadPatternsInTheirZone(String pattern, ZoneId zone, String text, long micros)
      throws Exception {
    TimeReader reader = new TimeReader(new TimeFormat.Pattern(pattern, zone));
    assertThat(reader.micros(text, PATH)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "HH:mm:ssX", "yyyy-mm-dd HH:mm:ssX"})
  void shouldRefusePatternsThatTellNoPointInTime(String pattern) {
    assertThatThrownBy(() -> new TimeReader(new TimeFormat.Pattern(pattern, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not tell a point in time");
  }

  @Test
  void shouldRefuseAnHourOfHalfADayWithoutItsHalf() {
    ZoneId zone = ZoneId.of("UTC");
    assertThatThrownBy(() -> new TimeReader(new TimeFormat.Pattern("yyyy-MM-dd hh:mm:ss", zone)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TimeReader(new TimeFormat.Pattern("yyyy-bb", zone)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeATimestampOfAvroByItsOwnTypeInAnyFormat() throws Exception {
    Instant instant = Instant.parse("1969-12-31T23:59:59.999999Z");
    for (TimeFormat format :
        List.of(
            new TimeFormat.Typed(),
            new TimeFormat.Epoch(EpochUnit.S),
            new TimeFormat.Iso8601(null))) {
      assertThat(new TimeReader(format).micros(instant, PATH)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "12:00", "NaN", "true", "0x10", "1_000", "1d", "+", "1e", "."})
  void shouldRefuseWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> new TimeReader(new TimeFormat.Epoch(EpochUnit.MS)).micros(text, PATH))
        .hasMessage("not a number: path=t, found=\"" + text + "\"");
  }

  @Test
  void shouldRefuseEndlessDigitsAtOnce() {
    String digits = "1".repeat(10_000_000);
    assertThatThrownBy(
            () -> new TimeReader(new TimeFormat.Epoch(EpochUnit.MS)).micros(digits, PATH))
        .hasMessage("number has too many digits: path=t, most=1000");
    assertThatThrownBy(() -> new TimeReader(new TimeFormat.Iso8601(null)).micros(digits, PATH))
        .hasMessageEndingWith("… (10000000 characters)\"");
  }
}
