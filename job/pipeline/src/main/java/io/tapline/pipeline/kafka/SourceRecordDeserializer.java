/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** Takes a record as it is: nothing is read of it yet, so nothing can fail. */
final class SourceRecordDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

  private static final long serialVersionUID = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] NO_VALUE = {};

  @SuppressWarnings("serial") // Set.copyOf gives a serialisable set.
  private final Set<String> topics;

  @SuppressWarnings("serial") // Set.copyOf gives a serialisable set.
  private final Set<String> keyed;

  private final Properties properties;
  private transient Map<String, Integer> partitions;

  /**
   * @param topics which are read
   * @param keyed those of them whose records' keys name the device
   * @param properties of the client that asks the broker; null where it is not asked
   */
  SourceRecordDeserializer(Set<String> topics, Set<String> keyed, Properties properties) {
    this.topics = Set.copyOf(topics);
    this.keyed = Set.copyOf(keyed);
    this.properties = properties;
  }

  @Override
  public void open(InitializationContext context) throws InterruptedException {
    openWith(new HashMap<>());
    if (properties == null) {
      return;
    }
    Admin admin = Admin.create(properties);
    try {
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
    } catch (ExecutionException | TimeoutException e) {
      // Any record may be in any partition then, which costs time and no reading.
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * @param counts each topic's partitions; none of a topic where they are not known
   */
  void openWith(Map<String, Integer> counts) {
    partitions = counts;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
    int count = partitions.getOrDefault(record.topic(), 0);
    boolean carriesKey = count != 1 || keyed.contains(record.topic());
    out.collect(
        new SourceRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.value() == null ? NO_VALUE : record.value(),
            carriesKey ? record.key() : null,
            isDecided(record.key(), record.partition(), count)));
  }

  /** Whether Kafka's producers put a key there; those that choose otherwise say nothing by it. */
  private static boolean isDecided(byte[] key, int partition, int partitions) {
    if (partitions == 1) {
      // A topic that was extended meanwhile has other numbers.
      return partition == 0;
    }
    return key != null
        && partitions > 0
        && Utils.toPositive(Utils.murmur2(key)) % partitions == partition;
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return ElementTypes.SOURCE_RECORD;
  }
}
