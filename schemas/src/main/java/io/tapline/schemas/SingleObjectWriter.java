/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes records of one schema in single-object encoding, through buffers that are used again. */
final class SingleObjectWriter {

  /** Writes a record's body, field by field in the schema's order. */
  @FunctionalInterface
  interface Body {
    void writeTo(BinaryEncoder encoder) throws IOException;
  }

  private final byte[] header;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);

  SingleObjectWriter(Schema schema) {
    header = SingleObject.header(KnownSchemas.fingerprint(schema));
  }

  byte[] write(Body body) {
    buffer.reset();
    buffer.writeBytes(header);
    try {
      body.writeTo(encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.toByteArray();
  }
}
