/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SourceRecordDeserializerTest {

  @Test
  void shouldTakeARecordAsItIs() {
    byte[] value = {1, 2, 3};
    SourceRecord record = deserialized(1_700_000_000_123L, value);

    assertThat(record.topic()).isEqualTo("readings");
    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.offset()).isEqualTo(77);
    assertThat(record.timestampMillis()).isEqualTo(1_700_000_000_123L);
    assertThat(record.timestampMicros()).isEqualTo(1_700_000_000_123_000L);
    assertThat(record.value()).isSameAs(value);
  }

  @Test
  void shouldTakeATombstoneAsAnEmptyValue() {
    assertThat(deserialized(0, null).value()).isEmpty();
  }

  @Test
  void shouldSayThatARecordHasNoTimestamp() {
    assertThat(deserialized(ConsumerRecord.NO_TIMESTAMP, null).timestampMicros()).isEqualTo(-1);
  }

  @Test
  void shouldNotLetATimestampBeyondMicrosecondsBecomeAnotherTime() {
    assertThat(deserialized(Long.MAX_VALUE / 1_000, null).timestampMicros())
        .isEqualTo(Long.MAX_VALUE / 1_000 * 1_000);
    assertThat(deserialized(Long.MAX_VALUE / 1_000 + 1, null).timestampMicros()).isEqualTo(-1);
    assertThat(deserialized(Long.MAX_VALUE, null).timestampMicros()).isEqualTo(-1);
  }

  @Test
  void shouldProduceItsOwnType() {
    assertThat(opened().getProducedType()).isEqualTo(ElementTypes.SOURCE_RECORD);
  }

  @Test
  void shouldCarryTheKeyWhichSaysWhatDecidesThePartition() {
    assertThat(deserialized(0, null).key()).containsExactly(9);
  }

  private static SourceRecord deserialized(long timestamp, byte[] value) {
    List<SourceRecord> out = new ArrayList<>();
    SourceRecordDeserializer deserializer = opened();
    deserializer.deserialize(
        new ConsumerRecord<>(
            "readings",
            3,
            77,
            timestamp,
            TimestampType.CREATE_TIME,
            1,
            value == null ? -1 : value.length,
            new byte[] {9},
            value,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }

  /** Without a broker to ask. */
  private static SourceRecordDeserializer opened() {
    SourceRecordDeserializer deserializer =
        new SourceRecordDeserializer(Set.of("readings"), Set.of(), null);
    try {
      deserializer.open(null);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return deserializer;
  }
}
