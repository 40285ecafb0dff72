/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.schemas.mapping.RecordFormat;
import io.tapline.schemas.mapping.RecordMapping;
import java.io.Serializable;

/** How the records of one topic become readings, where they are not Tapline's own Avro. */
public record TopicDecoding(RecordFormat format, RecordMapping mapping) implements Serializable {

  boolean asksRegistry() {
    return format instanceof RecordFormat.ConfluentAvro;
  }
}
