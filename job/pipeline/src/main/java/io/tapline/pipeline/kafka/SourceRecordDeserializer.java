/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes a record as it is: nothing is read of it yet, so nothing can fail. */
final class SourceRecordDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1;
  private static final byte[] NO_VALUE = {};

  @SuppressWarnings("serial") // Set.copyOf gives a serialisable set.
  private final Set<String> keyed;

  /**
   * @param keyed the topics whose records' keys are asked for
   */
  SourceRecordDeserializer(Set<String> keyed) {
    this.keyed = Set.copyOf(keyed);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    out.collect(
        new SourceRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.value() == null ? NO_VALUE : record.value(),
            keyed.contains(record.topic()) ? record.key() : null));
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ElementTypes.SOURCE_RECORD;
  }
}
