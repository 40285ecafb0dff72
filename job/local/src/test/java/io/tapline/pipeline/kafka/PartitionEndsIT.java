/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.broker.KafkaBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ends of partitions of a real broker; in the package of what it tests. */
class PartitionEndsIT {

  private static final TopicPartition PARTITION = new TopicPartition("readings", 0);

  /** Nothing is written to it. */
  private static final TopicPartition EMPTY = new TopicPartition("readings", 1);

  private static final byte[] VALUE = {1};
  private static final int MOST_ANSWERS = 300;

  private KafkaBroker broker;
  private KafkaProducer<byte[], byte[]> producer;
  private PartitionEnds ends;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start();
    broker.createTopic(PARTITION.topic(), 2);
    Properties properties = properties();
    properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    ends = new PartitionEnds(properties());
  }

  @AfterEach
  void stop() throws Exception {
    ends.close();
    producer.close(Duration.ZERO);
    broker.close();
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return properties;
  }

  private void begin(int records) {
    producer.beginTransaction();
    for (int i = 0; i < records; i++) {
      producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), null, VALUE));
    }
    producer.flush();
  }

  private long end() throws InterruptedException {
    return ends.ends(List.of(PARTITION)).get(PARTITION);
  }

  /** The broker writes a transaction's mark after it has said that the transaction is over. */
  private void awaitEnd(long offset) throws InterruptedException {
    for (int answers = 0; end() < offset; answers++) {
      assertThat(answers).isLessThan(MOST_ANSWERS);
    }
    assertThat(end()).isEqualTo(offset);
  }

  /** Asks as often as a slow broker needs. */
  private void assertNothingBetween(long position, long end) {
    for (int answers = 0; !ends.isNothingBetween(PARTITION, position, end); answers++) {
      assertThat(answers).isLessThan(MOST_ANSWERS);
    }
  }

  @Test
  void shouldFindTheEndBehindTheMarkOfATransaction() throws Exception {
    begin(2);
    producer.commitTransaction();

    awaitEnd(3);
    assertNothingBetween(2, 3);
    assertThat(ends.isNothingBetween(PARTITION, 1, 3)).isFalse();
  }

  @Test
  void shouldFindTheEndBehindRecordsThatWereAborted() throws Exception {
    begin(2);
    producer.abortTransaction();

    awaitEnd(3);
    assertNothingBetween(0, 3);
  }

  @Test
  void shouldNotTakeAnOpenTransactionForTheEnd() throws Exception {
    begin(1);

    assertThat(end()).isEqualTo(1);
    assertThat(ends.isNothingBetween(PARTITION, 0, 1)).isFalse();
    producer.commitTransaction();
    awaitEnd(2);
    assertNothingBetween(1, 2);
    assertThat(ends.isNothingBetween(PARTITION, 0, 2)).isFalse();
  }

  @Test
  void shouldSayNothingOfABrokerThatIsAway() throws Exception {
    begin(1);
    producer.commitTransaction();
    assertThat(ends.starts(List.of(PARTITION))).isEqualTo(Map.of(PARTITION, 0L));
    broker.close();

    assertThat(ends.ends(List.of(PARTITION))).isEmpty();
    assertThat(ends.isNothingBetween(PARTITION, 1, 2)).isFalse();
  }

  @Test
  void shouldFindPartitionThatWasReadUpToAMarkAtItsEnd() throws Exception {
    begin(2);
    producer.commitTransaction();
    awaitEnd(3);

    assertThat(answersUntilAtEnd(new PartitionTime(2, 0, 0))).isLessThan(MOST_ANSWERS);
  }

  @Test
  void shouldFindPartitionOfWhichNothingWasReadAtItsEndWhereItIsEmpty() throws Exception {
    PartitionTime unknown = new PartitionTime(-2, 0, 0);

    assertThat(answersUntilAtEnd(unknown)).isLessThan(MOST_ANSWERS);
    assertThat(unknown.position()).isZero();
  }

  @Test
  void shouldNotFindPartitionAtItsEndWithRecordsLeft() throws Exception {
    begin(2);
    producer.commitTransaction();
    awaitEnd(3);

    assertThat(answersUntilAtEnd(new PartitionTime(1, 0, 0), 5)).isEqualTo(5);
  }

  @Test
  void shouldNotFindPartitionAtItsEndWithAnOpenTransaction() throws Exception {
    begin(1);

    assertThat(answersUntilAtEnd(new PartitionTime(0, 0, 0), 5)).isEqualTo(5);
  }

  private int answersUntilAtEnd(PartitionTime time) throws InterruptedException {
    return answersUntilAtEnd(time, MOST_ANSWERS);
  }

  /** How often the broker is asked until a partition is judged to be at its end; or the most. */
  private int answersUntilAtEnd(PartitionTime time, int most) throws InterruptedException {
    Semaphore answers = new Semaphore(0);
    try (EndsWatch watch =
        new EndsWatch(() -> new PartitionEnds(properties()), null, answers::release)) {
      watch.add(PARTITION, time);
      // It is at its end, so the watch goes on asking.
      watch.add(EMPTY, new PartitionTime(0, 0, 0));
      watch.start();
      for (int asked = 0; asked < most; asked++) {
        assertThat(answers.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        // Records of long ago: what is at its end is idle at once.
        time.judge(System.currentTimeMillis());
        if (time.isIdle()) {
          return asked;
        }
      }
      return most;
    }
  }
}
