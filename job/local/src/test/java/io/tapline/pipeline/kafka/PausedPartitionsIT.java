/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.element.SourceRecord;
import io.tapline.local.broker.KafkaBroker;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pauses, as alignment asks for them, of a real broker's partitions; some have ended. */
class PausedPartitionsIT {

  private static final String TOPIC = "readings";
  private static final int RECORDS = 3;
  private static final int MOST_FETCHES = 300;
  private static final KafkaPartitionSplit ENDED = split(0);
  private static final KafkaPartitionSplit PAUSED = split(1);
  private static final KafkaPartitionSplit READ = split(2);

  private KafkaBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start();
    broker.createTopic(TOPIC, 3);
    try (var producer =
        new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        for (int partition = 0; partition < 3; partition++) {
          producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[] {1}));
        }
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  private static KafkaPartitionSplit split(int partition) {
    return new KafkaPartitionSplit(new TopicPartition(TOPIC, partition), 0, RECORDS);
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", broker.bootstrapServers());
    properties.setProperty("group.id", "test");
    properties.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
    properties.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
    return properties;
  }

  private static SourceReaderContext context() {
    SourceReaderMetricGroup metrics = UnregisteredMetricsGroup.createSourceReaderMetricGroup();
    Map<String, Object> answers =
        Map.of(
            "metricGroup",
            metrics,
            "getIndexOfSubtask",
            0,
            "getConfiguration",
            new Configuration());
    return (SourceReaderContext)
        Proxy.newProxyInstance(
            SourceReaderContext.class.getClassLoader(),
            new Class<?>[] {SourceReaderContext.class},
            (proxy, method, arguments) -> answers.get(method.getName()));
  }

  @Test
  void shouldPauseAndResumePartitionsBesideOneThatHasEnded() throws Exception {
    SourceReaderContext context = context();
    var metrics = new KafkaSourceReaderMetrics(context.metricGroup());
    AssignedSplitReader reader = new AssignedSplitReader(properties(), context, metrics);
    try {
      reader.handleSplitsChanges(new SplitsAddition<>(List.of(ENDED)));
      assertThat(fetchUntilEndOf(ENDED, reader)).hasSize(RECORDS);

      reader.handleSplitsChanges(new SplitsAddition<>(List.of(PAUSED, READ)));
      reader.pauseOrResumeSplits(List.of(ENDED, PAUSED), List.of());
      assertThat(fetchUntilEndOf(READ, reader)).hasSize(RECORDS).containsOnly(READ.splitId());

      reader.pauseOrResumeSplits(List.of(), List.of(ENDED, PAUSED));
      assertThat(fetchUntilEndOf(PAUSED, reader)).hasSize(RECORDS).containsOnly(PAUSED.splitId());
    } finally {
      reader.close();
    }
  }

  /** The partition of every record that was read until one of them had ended. */
  private static List<String> fetchUntilEndOf(KafkaPartitionSplit split, AssignedSplitReader reader)
      throws Exception {
    List<String> read = new ArrayList<>();
    for (int fetches = 0; fetches < MOST_FETCHES; fetches++) {
      RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> records = reader.fetch();
      for (String id = records.nextSplit(); id != null; id = records.nextSplit()) {
        while (records.nextRecordFromSplit() != null) {
          read.add(id);
        }
      }
      if (records.finishedSplits().contains(split.splitId())) {
        return read;
      }
    }
    throw new AssertionError("partition did not end: " + split);
  }

  /**
   * The last record waits for a place in the queue of two fetches: its partition is no longer
   * assigned to the consumer, but Flink has not heard that it ended.
   */
  @Test
  void shouldReadPartitionToItsEndThatIsPausedAsItEnds() throws Exception {
    Properties oneByOne = properties();
    oneByOne.setProperty("max.poll.records", "1");
    oneByOne.setProperty("interceptor.classes", CountedRecords.class.getName());
    var deserializer = new SourceRecordDeserializer(Set.of(TOPIC), Set.of(), null);
    var records =
        KafkaSource.<SourceRecord>builder()
            .setTopics(TOPIC)
            .setDeserializer(deserializer)
            .setProperties(oneByOne)
            .build();
    var source =
        new WatermarkedSource(records, deserializer, new WatermarkTimes(0, 1_000, 1_000), null);
    try (var reader = source.createReader(context())) {
      reader.start();
      reader.addSplits(List.of(ENDED));
      reader.notifyNoMoreSplits();
      assertThat(CountedRecords.READ.tryAcquire(RECORDS, 60, TimeUnit.SECONDS)).isTrue();

      reader.pauseOrResumeSplits(List.of(ENDED.splitId()), List.of());
      assertThat(readToEnd(reader)).extracting(SourceRecord::offset).containsExactly(0L, 1L, 2L);
    }
  }

  private static List<SourceRecord> readToEnd(SourceReader<SourceRecord, ?> reader)
      throws Exception {
    CollectedRecords output = new CollectedRecords();
    for (InputStatus status = reader.pollNext(output);
        status != InputStatus.END_OF_INPUT;
        status = reader.pollNext(output)) {
      if (status == InputStatus.NOTHING_AVAILABLE) {
        reader.isAvailable().get(60, TimeUnit.SECONDS);
      }
    }
    return output.records();
  }

  /** Has a permit for each record that a consumer has read. */
  public static final class CountedRecords implements ConsumerInterceptor<byte[], byte[]> {

    private static final Semaphore READ = new Semaphore(0);

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      READ.release(records.count());
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
      // Of no interest.
    }

    @Override
    public void configure(Map<String, ?> configs) {
      // Nothing to configure.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
