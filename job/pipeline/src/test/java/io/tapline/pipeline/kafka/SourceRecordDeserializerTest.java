/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
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
    assertThat(new SourceRecordDeserializer(Set.of(), Set.of(), null).getProducedType())
        .isEqualTo(ElementTypes.SOURCE_RECORD);
  }

  @Test
  void shouldCarryTheKeyWhichSaysWhatDecidesThePartition() {
    assertThat(deserialized(0, null).key()).containsExactly(9);
  }

  @Test
  void shouldNotCarryTheKeyWhereTheOnlyPartitionIsDecided() {
    SourceRecord record = deserialized(0, null, new byte[] {9}, 1, Set.of());

    assertThat(record.key()).isNull();
    assertThat(record.partitionDecided()).isTrue();
  }

  @Test
  void shouldCarryTheKeyThatNamesTheDeviceInEveryTopic() {
    assertThat(deserialized(0, null, new byte[] {9}, 1, Set.of("readings")).key())
        .containsExactly(9);
  }

  @Test
  void shouldSayThatTheKeyDecidedThePartitionWhereKafkasPartitionerPutItThere() {
    assertThat(deserialized(0, null, keyOf(3, 8), 8, Set.of()).partitionDecided()).isTrue();
    assertThat(deserialized(0, null, keyOf(2, 8), 8, Set.of()).partitionDecided()).isFalse();
  }

  @Test
  void shouldNotSayThatAnythingDecidedWithoutAKeyOrACount() {
    assertThat(deserialized(0, null, null, 8, Set.of()).partitionDecided()).isFalse();
    assertThat(deserialized(0, null).partitionDecided()).isFalse();
  }

  /** A key that Kafka's own partitioner puts into a partition of so many. */
  private static byte[] keyOf(int partition, int partitions) {
    for (int i = 0; ; i++) {
      byte[] key = ("press-" + i).getBytes(StandardCharsets.UTF_8);
      if (BuiltInPartitioner.partitionForKey(key, partitions) == partition) {
        return key;
      }
    }
  }

  private static SourceRecord deserialized(long timestamp, byte[] value) {
    return deserialized(timestamp, value, new byte[] {9}, 0, Set.of());
  }

  private static SourceRecord deserialized(
      long timestamp, byte[] value, byte[] key, int partitions, Set<String> keyed) {
    List<SourceRecord> out = new ArrayList<>();
    SourceRecordDeserializer deserializer =
        new SourceRecordDeserializer(Set.of("readings"), keyed, null);
    deserializer.openWith(partitions == 0 ? Map.of() : Map.of("readings", partitions));
    deserializer.deserialize(
        new ConsumerRecord<>(
            "readings",
            partitions == 1 ? 0 : 3,
            77,
            timestamp,
            TimestampType.CREATE_TIME,
            key == null ? -1 : key.length,
            value == null ? -1 : value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }
}
