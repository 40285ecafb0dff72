/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.junit;

import io.tapline.local.broker.KafkaBroker;
import io.tapline.local.cluster.LocalCluster;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import io.tapline.schemas.SensorReading;
import io.tapline.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a real Kafka broker and a Flink mini-cluster, started once for the class.
 *
 * <pre>
 *   &#64;RegisterExtension
 *   static final TaplineExtension tapline = TaplineExtension.builder().slots(2).build();
 *
 *   &#64;Test
 *   void shouldScoreEveryFrame() throws Exception {
 *     String readings = tapline.createTopic("readings", 1);
 *     tapline.publish(readings, new SensorReading("pump-7", "temperature", 1_000_000L, 21.5));
 *     StreamExecutionEnvironment env = tapline.cluster().env();
 *     …
 *     tapline.cluster().submit(env);
 *     assertThat(tapline.collectFeatures(features, 1)).…
 *   }
 * </pre>
 *
 * <p>Jobs that a test leaves running are cancelled after it. Topics stay until the class ends.
 */
public final class TaplineExtension
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int taskManagers;
  private final int slots;
  private final Configuration configuration;
  private final Map<String, String> brokerSettings;
  private final AtomicInteger topicsCreated = new AtomicInteger();
  private Class<?> owner;
  private KafkaBroker broker;
  private LocalCluster cluster;
  private TopicWriter writer;

  private TaplineExtension(Builder builder) {
    taskManagers = builder.taskManagers;
    slots = builder.slots;
    configuration = builder.configuration;
    brokerSettings = builder.brokerSettings;
  }

  public static Builder builder() {
    return new Builder();
  }

  public KafkaBroker broker() {
    return broker;
  }

  public LocalCluster cluster() {
    return cluster;
  }

  /** Creates a topic whose name starts with {@code prefix} and is this test's alone; returns it. */
  public String createTopic(String prefix, int partitions) {
    String name = prefix + "-" + topicsCreated.incrementAndGet();
    broker.createTopic(name, partitions);
    return name;
  }

  /** Publishes readings with their device as key and their event time as Kafka timestamp. */
  public void publish(String topic, SensorReading... readings) {
    writer.write(topic, readings);
  }

  /** Publishes any bytes, stamped with the time of now; key and value may be null. */
  public void publish(String topic, String key, byte[] value) {
    writer.write(topic, key, value);
  }

  /** Publishes messages as they were recorded: keys, values and timestamps. */
  public void publish(String topic, Iterable<RecordedMessage> messages) {
    writer.write(topic, messages);
  }

  /**
   * Waits for so many committed records; gives what the topic then holds, in order of partition and
   * offset. An AssertionError says how many came if the patience is over before.
   */
  public List<ConsumerRecord<byte[], byte[]>> collect(
      String topic, int expected, Duration patience) {
    try (TopicReader reader = new TopicReader(broker.bootstrapServers(), topic)) {
      return reader.read(expected, patience);
    }
  }

  /**
   * Gives all committed records, none missing and none to come: for after a job's end. Waits until
   * no transaction is open; an AssertionError says so if one stays open.
   */
  public List<ConsumerRecord<byte[], byte[]>> collectAll(String topic, Duration patience) {
    try (TopicReader reader = new TopicReader(broker.bootstrapServers(), topic)) {
      return reader.readAll(patience);
    }
  }

  /** As {@link #collect}, decoded, with a patience of one minute. */
  public List<FeatureVector> collectFeatures(String topic, int expected) {
    return decoded(collect(topic, expected, PATIENCE), new FeatureVectorCodec()::decode);
  }

  /** As {@link #collect}, decoded, with a patience of one minute. */
  public List<RejectedReading> collectRejected(String topic, int expected) {
    return decoded(collect(topic, expected, PATIENCE), new RejectedReadingCodec()::decode);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (owner != null) {
      return;
    }
    owner = context.getRequiredTestClass();
    broker = KafkaBroker.start(brokerSettings);
    cluster = LocalCluster.start(taskManagers, slots, configuration);
    writer = new TopicWriter(broker.bootstrapServers());
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    cluster.cancelAll();
  }

  /** Nested classes share what their outermost class started. */
  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (!context.getRequiredTestClass().equals(owner)) {
      return;
    }
    owner = null;
    try (KafkaBroker closedLast = broker;
        LocalCluster closedBefore = cluster;
        TopicWriter closedFirst = writer) {
      broker = null;
      cluster = null;
      writer = null;
    }
  }

  private interface Decoder<T> {
    T decode(byte[] record) throws UndecodableRecordException;
  }

  private static <T> List<T> decoded(
      List<ConsumerRecord<byte[], byte[]>> records, Decoder<T> decoder) {
    List<T> decoded = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        decoded.add(decoder.decode(record.value()));
      } catch (UndecodableRecordException e) {
        throw new AssertionError(
            "record cannot be decoded: topic=%s, partition=%d, offset=%d, %s"
                .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
      }
    }
    return decoded;
  }

  /** What the mini-cluster is like: one TaskManager of four slots unless told otherwise. */
  public static final class Builder {

    private int taskManagers = 1;
    private int slots = 4;
    private Configuration configuration = new Configuration();
    private Map<String, String> brokerSettings = Map.of();

    private Builder() {}

    public Builder taskManagers(int count) {
      taskManagers = count;
      return this;
    }

    /** Slots of each TaskManager. */
    public Builder slots(int count) {
      slots = count;
      return this;
    }

    /** Of the cluster, and what its jobs do not set themselves. */
    public Builder configuration(Configuration cluster) {
      configuration = cluster;
      return this;
    }

    /** Settings of the broker, beside or instead of its own. */
    public Builder brokerSettings(Map<String, String> settings) {
      brokerSettings = Map.copyOf(settings);
      return this;
    }

    public TaplineExtension build() {
      return new TaplineExtension(this);
    }
  }
}
