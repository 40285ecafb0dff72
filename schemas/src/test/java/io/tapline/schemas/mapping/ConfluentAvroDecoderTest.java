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
import io.tapline.schemas.UndecodableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ConfluentAvroDecoderTest {

  private static final Map<Integer, Schema> SCHEMAS =
      Map.of(
          1, schema("{\"name\":\"v\",\"type\":\"int\"}"),
          258,
              schema(
                  "{\"name\":\"note\",\"type\":\"string\"},{\"name\":\"v\",\"type\":\"float\"}"));

  private final List<Integer> asked = new ArrayList<>();
  private final RecordDecoder decoder =
      RecordDecoders.of(
          new RecordFormat.ConfluentAvro(), mapped().only("x", "v").mapping(), this::ask);

  @Test
  void shouldReadEachRecordByItsOwnSchemaAskedForOnce() throws Exception {
    byte[] first = {0, 0, 0, 0, 1, 6};
    byte[] second = {0, 0, 0, 1, 2, 2, 'n', 0, 0, (byte) 0x80, 0x3F};
    for (int i = 0; i < 2; i++) {
      assertThat(readings(decoder, first)).containsExactly("d/x@5000=3.0");
      assertThat(readings(decoder, second)).containsExactly("d/x@5000=1.0");
    }
    assertThat(asked).containsExactly(1, 258);
  }

  @Test
  void shouldRefuseWhatHasNoHeader() {
    assertThat(refusal(decoder, new byte[0]))
        .isEqualTo("record is too short for a schema id: bytes=0, needed=5");
    assertThat(refusal(decoder, new byte[] {1, 0, 0, 0, 1, 6}))
        .isEqualTo("record does not start with 00 and a schema id: byte=01, id=1");
    assertThat(refusal(decoder, new byte[] {0, -1, -1, -1, -1, 6}))
        .isEqualTo("record does not start with 00 and a schema id: byte=00, id=-1");
  }

  @Test
  void shouldPassOnThatThereIsNoSuchSchema() {
    assertThat(refusal(decoder, new byte[] {0, 0, 0, 0, 9, 6})).isEqualTo("no schema: id=9");
  }

  private Schema ask(int id) throws UndecodableRecordException {
    asked.add(id);
    Schema schema = SCHEMAS.get(id);
    if (schema == null) {
      throw new UndecodableRecordException("no schema: id=" + id);
    }
    return schema;
  }

  private static Schema schema(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }
}
