/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.SensorReading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TaplineExtensionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension
  static final TaplineExtension tapline = TaplineExtension.builder().slots(1).build();

  @Test
  void shouldPublishReadingsUnderTheirDeviceAndEventTime() throws Exception {
    String topic = tapline.createTopic("readings", 1);

    tapline.publish(topic, new SensorReading("fan", "current", 1_999_999L, 0.5));

    ConsumerRecord<byte[], byte[]> record = tapline.collect(topic, 1, PATIENCE).get(0);
    Readings readings = new Readings();
    new ReadingDecoder().decode(record.value(), readings);
    assertThat(record.key()).asString().isEqualTo("fan");
    assertThat(record.timestamp()).isEqualTo(1_999L);
    assertThat(readings.timestampMicros(0)).isEqualTo(1_999_999L);
  }

  @Test
  void shouldPublishARecordingAsItIsAndCollectItInOrder() {
    String topic = tapline.createTopic("recording", 3);
    List<RecordedMessage> messages = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      messages.add(new RecordedMessage((long) i, bytes("device-" + i % 7), bytes("value-" + i)));
    }

    tapline.publish(topic, messages);

    List<ConsumerRecord<byte[], byte[]>> records = tapline.collectAll(topic, PATIENCE);
    assertThat(records).hasSize(1_000);
    assertThat(records)
        .extracting(record -> record.partition() * 1_000L + record.offset())
        .isSorted();
    assertThat(records)
        .allSatisfy(
            record ->
                assertThat(record.value()).asString().isEqualTo("value-" + record.timestamp()));
  }

  @Test
  void shouldDecodeCollectedFeatures() {
    String topic = tapline.createTopic("features", 1);
    FeatureVector features =
        new FeatureVector("fan", 5L, "bearing", "3", "scores", List.of(0.25f), 0, 1f);

    tapline.publish(topic, "fan", new FeatureVectorCodec().encode(features));

    assertThat(tapline.collectFeatures(topic, 1)).containsExactly(features);
  }

  @Test
  void shouldSayHowManyRecordsCame() {
    String topic = tapline.createTopic("readings", 1);
    tapline.publish(topic, null, new byte[] {1});

    assertThatThrownBy(() -> tapline.collect(topic, 2, Duration.ofMillis(200)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "records are missing: topic=%s, expected=2, committed=1, patience=PT0.2S", topic);
  }

  @Test
  void shouldSayThatATransactionStaysOpen() {
    String topic = tapline.createTopic("readings", 1);
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            tapline.broker().bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            topic);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, new byte[] {1}));
      producer.flush();

      assertThatThrownBy(() -> tapline.collectAll(topic, Duration.ofMillis(200)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("transaction stays open: topic=%s, committed=0", topic);

      producer.commitTransaction();
    }
    assertThat(tapline.collectAll(topic, PATIENCE)).hasSize(1);
  }

  @Test
  @Order(1)
  void shouldRunAJobOnItsCluster() throws Exception {
    StreamExecutionEnvironment env = tapline.cluster().env();
    env.fromSequence(1, Long.MAX_VALUE - 1).sinkTo(new DiscardingSink<>());

    tapline.cluster().submit(env).awaitRunning(PATIENCE);
  }

  @Test
  @Order(2)
  void shouldFreeTheSlotsOfTheTestBefore() throws Exception {
    shouldRunAJobOnItsCluster();
  }

  @Nested
  class InANestedClass {

    @Test
    void shouldShareTheBroker() {
      assertThat(tapline.broker().topics()).isNotNull();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
