/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.decode.RegisteredSchema.Reference;
import io.tapline.schemas.UndecodableRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Puts the schemas of a registry together out of the parts to which they refer. A part is asked for
 * once, whichever schemas refer to it. Not for use by several threads at once.
 */
final class RegisteredSchemas {

  private static final int MOST_LEVELS = 32;
  private static final int MOST_REFERENCES = 1_000;

  private final RegistryClient client;
  private final Map<Reference, RegisteredSchema> parts = new HashMap<>();

  RegisteredSchemas(RegistryClient client) {
    this.client = client;
  }

  /**
   * The schema with this number.
   *
   * @throws UndecodableRecordException where the registry says that it has none, or none of Avro,
   *     or not all parts of it, or where they make none
   * @throws IOException where it does not answer: it may yet; what it has answered is kept
   */
  Schema schema(int id) throws IOException, UndecodableRecordException {
    RegisteredSchema whole = client.schema(id);
    Parts needed = new Parts(id);
    needed.follow(whole);
    try {
      // A parser knows the names of all that it has parsed.
      Schema.Parser parser = new Schema.Parser();
      for (RegisteredSchema part : needed.inOrder) {
        parser.parse(part.text());
      }
      return parser.parse(whole.text());
    } catch (RuntimeException | StackOverflowError e) {
      throw new UndecodableRecordException(
          "the registry's schema cannot be read: id=%d, reason=%s".formatted(id, e.getMessage()));
    }
  }

  /** The parts of one schema, each after those to which it refers. */
  private final class Parts {

    private final int id;
    private final Set<Reference> above = new HashSet<>();
    private final Set<Reference> done = new HashSet<>();
    private final List<RegisteredSchema> inOrder = new ArrayList<>();

    Parts(int id) {
      this.id = id;
    }

    void follow(RegisteredSchema schema) throws IOException, UndecodableRecordException {
      for (Reference reference : schema.references()) {
        if (!done.contains(reference)) {
          follow(reference);
        }
      }
    }

    private void follow(Reference reference) throws IOException, UndecodableRecordException {
      if (above.size() == MOST_LEVELS) {
        throw new UndecodableRecordException(
            "the registry's schema refers too deep: id=%d, %s, most levels=%d"
                .formatted(id, reference, MOST_LEVELS));
      }
      if (!above.add(reference)) {
        throw new UndecodableRecordException(
            "the registry's schemas refer to each other: id=%d, %s".formatted(id, reference));
      }
      RegisteredSchema part = part(reference);
      follow(part);
      above.remove(reference);
      done.add(reference);
      inOrder.add(part);
    }

    private RegisteredSchema part(Reference reference)
        throws IOException, UndecodableRecordException {
      if (above.size() + done.size() > MOST_REFERENCES) {
        throw new UndecodableRecordException(
            "the registry's schema refers to too many others: id=%d, most=%d"
                .formatted(id, MOST_REFERENCES));
      }
      RegisteredSchema known = parts.get(reference);
      if (known == null) {
        known = client.part(reference, id);
        parts.put(reference, known);
      }
      return known;
    }
  }
}
