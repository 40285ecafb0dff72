/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import java.util.List;

/**
 * A schema as a registry has it, or a part of one.
 *
 * @param text in JSON, as Avro has it
 * @param references the parts that it names without defining them, in the registry's order
 */
record RegisteredSchema(String text, List<Reference> references) {

  RegisteredSchema {
    references = List.copyOf(references);
  }

  /** A version of a subject, which never changes. */
  record Reference(String subject, int version) {

    @Override
    public String toString() {
      return "subject=" + subject + ", version=" + version;
    }
  }
}
