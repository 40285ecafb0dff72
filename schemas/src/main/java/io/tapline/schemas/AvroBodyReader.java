/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.IOException;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads values of any one schema from Avro's binary encoding: decimals as BigDecimal, timestamps as
 * Instant, the rest as Avro's generic classes. Not for use by several threads at once.
 */
public final class AvroBodyReader {

  private static final GenericData DATA = new GenericData();

  static {
    DATA.addLogicalTypeConversion(new Conversions.DecimalConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    DATA.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
  }

  private final Schema schema;
  private final long fingerprint;
  private final GenericDatumReader<Object> reader;
  private final BodyCheck body = new BodyCheck();
  private BinaryDecoder decoder;

  public AvroBodyReader(Schema schema) {
    this.schema = schema;
    fingerprint = KnownSchemas.fingerprint(schema);
    reader = new GenericDatumReader<>(schema, schema, DATA);
  }

  /** Reads a body alone, or one after the single-object header of this very schema. */
  public Object read(byte[] record) throws UndecodableRecordException {
    return read(
        record, SingleObject.isHeadedBy(fingerprint, record) ? SingleObject.HEADER_BYTES : 0);
  }

  /**
   * Reads the body that starts at {@code from} and ends with the record.
   *
   * @throws UndecodableRecordException where the bytes do not follow the schema
   */
  public Object read(byte[] record, int from) throws UndecodableRecordException {
    body.check(record, from, schema);
    try {
      decoder = DecoderFactory.get().binaryDecoder(record, from, record.length - from, decoder);
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      throw new UndecodableRecordException("record does not follow its schema: " + e);
    }
  }
}
