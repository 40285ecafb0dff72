/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

  @TempDir Path directory;

  @Test
  void shouldStartWithoutTopicsEachTime() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (KafkaBroker broker = KafkaBroker.start()) {
        assertThat(broker.topics()).isEmpty();
        broker.createTopic("readings", 3);
        assertThat(broker.topics()).containsExactly("readings");
      }
    }
  }

  @Test
  void shouldKeepItsDirectoryOverARestart() throws Exception {
    Path data = directory.resolve("broker");
    int port = FreePort.find("127.0.0.1");
    try (KafkaBroker broker = KafkaBroker.start(data, port)) {
      broker.createTopic("readings", 1);
      produce(broker, true, "kept");
    }

    try (KafkaBroker broker = KafkaBroker.start(data, port)) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(consume(broker, 1)).containsExactly("kept");
    }
  }

  @Test
  void shouldShowOnlyWhatWasCommitted() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("readings", 1);
      produce(broker, true, "first");
      produce(broker, false, "aborted");
      produce(broker, true, "second");

      assertThat(consume(broker, 2)).containsExactly("first", "second");
    }
  }

  @Test
  void shouldKeepRecordsForEverUnlessToldOtherwise() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("lasting", 1);
      broker.createTopic("passing", 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, "60000"));

      assertThat(retention(broker, "lasting")).isEqualTo("-1");
      assertThat(retention(broker, "passing")).isEqualTo("60000");
    }
  }

  @Test
  void shouldNameATopicThatCannotBeCreated() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic("readings", 1);

      assertThatThrownBy(() -> broker.createTopic("readings", 1))
          .hasMessage("topic cannot be created: topic=readings, Topic 'readings' already exists.");
    }
  }

  @Test
  void shouldRefuseADirectoryThatIsNotABrokers() throws Exception {
    Files.writeString(directory.resolve("thesis.txt"), "dear to somebody");

    assertThatThrownBy(() -> KafkaBroker.start(directory, 9092))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "directory is neither empty nor a broker's: directory=%s; name another", directory);
  }

  @Test
  void shouldRefuseAPortThatIsInUse() throws Exception {
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> KafkaBroker.start(directory, used.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "port cannot be used: address=127.0.0.1, port=%d, Address already in use; name another",
              used.getLocalPort());
    }
  }

  @Test
  void shouldRefuseADirectoryThatAnotherBrokerUses() throws Exception {
    Path data = directory.resolve("broker");
    try (KafkaBroker first = KafkaBroker.start(data, FreePort.find("127.0.0.1"))) {
      assertThatThrownBy(() -> KafkaBroker.start(data, FreePort.find("127.0.0.1")))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "directory is used by another broker: directory=%s; stop it or name another", data);

      assertThat(first.topics()).isEmpty();
    }
  }

  @Test
  void shouldSayWhyADirectoryCannotBeUsed() throws Exception {
    Files.writeString(directory.resolve("meta.properties"), "version=1\nnode.id=7\ncluster.id=x\n");
    int port = FreePort.find("127.0.0.1");

    assertThatThrownBy(() -> KafkaBroker.start(directory, port))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broker cannot start: directory=%s, port=%d", directory, port)
        .hasMessageContaining("node id");
  }

  private static void produce(KafkaBroker broker, boolean commit, String value) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "test");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("readings", value));
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static List<String> consume(KafkaBroker broker, int count) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            count);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition("readings", 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<String> values = new ArrayList<>();
      for (int polls = 0; values.size() < count && polls < 30; polls++) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }

  private static String retention(KafkaBroker broker, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      return admin
          .describeConfigs(List.of(resource))
          .all()
          .get()
          .get(resource)
          .get(TopicConfig.RETENTION_MS_CONFIG)
          .value();
    }
  }
}
