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
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of a mapping, by JSON documents. */
class JsonDecoderTest {

  private static final RecordDecoder ONE_A_RECORD =
      mapped().device("id").time("t", EpochUnit.MS).channel("c", "v").json();

  private static final RecordDecoder WIDE =
      mapped().time("t", EpochUnit.US).columns("temp", "motor.temp", "rpm", "rpm").json();

  @Test
  void shouldReadOneReadingARecord() throws Exception {
    assertThat(
            readings(ONE_A_RECORD, "{'id':'p','c':'temp','t':1.5,'v':-2.5e3}".replace('\'', '"')))
        .containsExactly("p/temp@1500=-2500.0");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "'\"1.25\"', 1.25",
    "'\" 7 \"', 7.0",
    "true, 1.0",
    "false, 0.0",
    "'\"true\"', 1.0",
    "NaN, NaN",
    "'\"-inf\"', -Infinity",
    "1e999, Infinity",
    "'\"1e999999999\"', Infinity",
    "1e-999999999, 0.0",
    "123456789012345678901234567890, 1.2345678901234568E29",
    "-0.0, -0.0"
  })
  void shouldReadNumbersAsTheyAreWrittenAsTextAndAsBooleans(String value, String read)
      throws Exception {
    assertThat(readings(ONE_A_RECORD, "{\"id\":1,\"c\":\"x\",\"t\":0,\"v\":" + value + "}"))
        .containsExactly("1/x@0=" + read);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"id\":\"p\",\"c\":\"x\",\"t\":0,\"v\":\"warm\"}', 'not a number: path=v, found=\"warm\"'",
    "'{\"id\":\"p\",\"c\":\"x\",\"t\":0,\"v\":{}}', 'not a number: path=v, found=a record'",
    "'{\"id\":\"p\",\"c\":\"x\",\"t\":0}', no such field: path=v",
    "'{\"id\":\"p\",\"c\":\"x\",\"v\":0}', 'not a number: path=t, found=no such field'",
    "'{\"id\":\"p\",\"c\":\"x\",\"t\":null,\"v\":0}', 'not a number: path=t, found=null'",
    "'{\"id\":\"p\",\"c\":\"x\",\"t\":true,\"v\":0}', 'not a number: path=t, found=true'",
    "'{\"id\":\" \",\"c\":\"x\",\"t\":0,\"v\":0}', 'not a name: path=id, found=\" \"'",
    "'{\"id\":1.5,\"c\":true,\"t\":0,\"v\":0}', 'not a name: path=c, found=true'",
    "'{\"id\":[1],\"c\":\"x\",\"t\":0,\"v\":0}', 'not a name: path=id, found=an array of 1'",
    "'{\"id\":\"\\ud800\",\"c\":\"x\",\"t\":0,\"v\":0}', 'name is not Unicode text: path=id, position=0'",
    "'{\"id\":\"p\"} {}', record goes on after its JSON document: position=11",
    "'[1]', 'not a record, so it has no field: path=id, field=id, found=an array of 1'",
    "'{\"id\":', record is no JSON: Unexpected end-of-input",
    "'', record is no JSON: it is empty",
    "'nope', record is no JSON: Unrecognized token"
  })
  void shouldSayWhatWasFoundWhere(String json, String problem) {
    assertThat(refusal(ONE_A_RECORD, json)).startsWith(problem);
  }

  @Test
  void shouldTakeNullAndBlankForNoReading() throws Exception {
    for (String value : new String[] {"null", "\"\"", "\"  \""}) {
      assertThat(readings(ONE_A_RECORD, "{\"id\":\"p\",\"c\":\"x\",\"t\":0,\"v\":" + value + "}"))
          .isEmpty();
    }
  }

  @Test
  void shouldReadAColumnAChannelAndPassOverWhatIsNotThere() throws Exception {
    assertThat(readings(WIDE, "{\"t\":7,\"rpm\":3,\"motor\":{\"temp\":\"4.5\"}}"))
        .containsExactly("d/temp@7=4.5", "d/rpm@7=3.0");
    assertThat(readings(WIDE, "{\"t\":7,\"rpm\":3}")).containsExactly("d/rpm@7=3.0");
    assertThat(readings(WIDE, "{\"t\":7,\"rpm\":3,\"motor\":null}")).containsExactly("d/rpm@7=3.0");
    assertThat(readings(WIDE, "{\"t\":7,\"rpm\":null,\"motor\":{}}")).isEmpty();
  }

  @Test
  void shouldRefuseARecordThatHasNoneOfTheMappedFields() {
    assertThat(refusal(WIDE, "{\"t\":7,\"Rpm\":3}"))
        .isEqualTo("record has none of the mapped fields: the first is path=motor.temp");
    assertThat(refusal(WIDE, "{\"t\":7,\"motor\":8,\"rpm\":3}"))
        .isEqualTo("not a record, so it has no field: path=motor.temp, field=temp, found=8");
  }

  @Test
  void shouldReadRowsAndTakeFromTheRecordAroundThemWhatTheyDoNotHave() throws Exception {
    RecordDecoder rows =
        mapped().device("m.id").time("t", EpochUnit.US).rows("s").channel("c", "v").json();
    assertThat(
            readings(
                rows,
                """
                {"m": {"id": "p"}, "c": "x", "v": 99, "s": [
                  {"t": 1, "v": 1}, null, {"t": 2, "v": 2, "c": "y"},
                  {"t": 3, "v": 3, "m": {"id": "q"}}, {"t": 4, "v": 4}]}
                """))
        .containsExactly("p/x@1=1.0", "p/y@2=2.0", "q/x@3=3.0", "p/x@4=4.0");
    assertThat(refusal(rows, "{\"m\":{\"id\":\"p\"},\"c\":\"x\",\"v\":1,\"s\":[{\"t\":1}]}"))
        .isEqualTo("no such field: path=v, row=0");
    assertThat(refusal(rows, "{\"m\":{\"id\":\"p\"},\"s\":{}}"))
        .isEqualTo("not an array of rows: path=s, found=a record");
    assertThat(readings(rows, "{\"s\":[]}")).isEmpty();
  }

  @Test
  void shouldReadRowsThatAreArraysThemselves() throws Exception {
    RecordDecoder pairs =
        mapped().device("id").time("[0]", EpochUnit.US).rows("s").only("x", "[1]").json();
    assertThat(readings(pairs, "{\"id\":\"p\",\"s\":[[1,10],[2,20]]}"))
        .containsExactly("p/x@1=10.0", "p/x@2=20.0");
    RecordDecoder top = mapped().time("t", EpochUnit.US).rows("$").only("x", "v").json();
    assertThat(readings(top, "[{\"t\":1,\"v\":2},{\"t\":3,\"v\":4}]"))
        .containsExactly("d/x@1=2.0", "d/x@3=4.0");
  }

  @Test
  void shouldReadParallelArrays() throws Exception {
    RecordDecoder arrays = mapped().time("t", EpochUnit.MS).columns("a", "a", "b", "b").json();
    assertThat(readings(arrays, "{\"t\":[1,2.5,4],\"a\":[1,null,3],\"b\":[4,\"5\",6]}"))
        .containsExactly(
            "d/a@1000=1.0", "d/a@4000=3.0", "d/b@1000=4.0", "d/b@2500=5.0", "d/b@4000=6.0");
    assertThat(refusal(arrays, "{\"t\":[1,2],\"a\":[1]}"))
        .isEqualTo("arrays differ in length: path=t, times=2, values=1");
    assertThat(refusal(arrays, "{\"t\":1,\"a\":[1,2]}"))
        .isEqualTo("an array of values needs an array of times, or time.step: path=t, found=1");
    assertThat(refusal(arrays, "{\"t\":[1],\"a\":1}"))
        .isEqualTo("not a number: path=t, found=an array of 1");
  }

  @Test
  void shouldStepFromTheFirstTimeWithoutGatheringErrors() throws Exception {
    RecordDecoder every = mapped().time("t", EpochUnit.US).every(250).only("x", "v").json();
    assertThat(readings(every, "{\"t\":1000,\"v\":[1,2,3]}"))
        .containsExactly("d/x@1000=1.0", "d/x@1250=2.0", "d/x@1500=3.0");
    RecordDecoder thirds =
        mapped().time("t", EpochUnit.MS).step("dt", EpochUnit.US).only("x", "v").json();
    assertThat(readings(thirds, "{\"t\":0.0004,\"dt\":0.3,\"v\":[1,2,3,4]}"))
        .containsExactly("d/x@0=1.0", "d/x@1=2.0", "d/x@1=3.0", "d/x@1=4.0");
    assertThat(refusal(thirds, "{\"t\":0,\"dt\":9e18,\"v\":[1,2,3]}"))
        .isEqualTo("time is beyond 64 bits of microseconds: path=t");
    RecordDecoder fromRecord = mapped().every(10).only("x", "v").json();
    assertThat(readings(fromRecord, "{\"v\":[1,2]}"))
        .containsExactly("d/x@5000=1.0", "d/x@5010=2.0");
  }

  @Test
  void shouldTakeTheDeviceFromTheKey() throws Exception {
    RecordDecoder keyed = mapped().deviceOfKey().only("x", "v").json();
    byte[] record = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(readings(keyed, "presse-é".getBytes(StandardCharsets.UTF_8), record))
        .containsExactly("presse-é/x@5000=1.0");
    assertThat(refusal(keyed, record)).isEqualTo("record has no key, which is to name the device");
  }

  @Test
  void shouldRefuseDepthsThatNoStackWouldHold() {
    assertThat(refusal(ONE_A_RECORD, "[".repeat(1_000_000))).contains("nesting depth (101)");
    assertThat(refusal(ONE_A_RECORD, "{\"a\":".repeat(1_000_000))).contains("nesting depth (101)");
  }

  @Test
  void shouldRefuseNumbersOfEndlessDigitsAtOnce() {
    String start = "{\"id\":\"p\",\"c\":\"x\",\"t\":0,\"v\":";
    assertThat(refusal(ONE_A_RECORD, start + "1".repeat(10_000_000) + "}"))
        .startsWith("record is no JSON: Number value length (10000000) exceeds the maximum");
    assertThat(refusal(ONE_A_RECORD, start + "\"" + "1".repeat(10_000_000) + "\"}"))
        .isEqualTo("number has too many digits: path=v, most=1000");
  }

  @Test
  void shouldRefuseNamesThatAreTooLongForAResultsKey() {
    assertThat(refusal(ONE_A_RECORD, "{\"id\":\"" + "é".repeat(513) + "\",\"t\":0}"))
        .startsWith("name is too long: path=id, most bytes=1024, found=");
  }
}
