/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No broker is needed: a partition that stops where it starts ends without being read. */
class AssignedSplitReaderTest {

  private static final KafkaPartitionSplit EMPTY =
      new KafkaPartitionSplit(new TopicPartition("readings", 0), 0, 0);

  private AssignedSplitReader reader;

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", "localhost:9");
    properties.setProperty("group.id", "test");
    properties.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
    properties.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
    reader =
        new AssignedSplitReader(
            properties,
            firstSubtask(),
            new KafkaSourceReaderMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup()));
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(EMPTY)));
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  private static SourceReaderContext firstSubtask() {
    return (SourceReaderContext)
        Proxy.newProxyInstance(
            SourceReaderContext.class.getClassLoader(),
            new Class<?>[] {SourceReaderContext.class},
            (proxy, method, arguments) -> 0);
  }

  private void assertPausedAndResumed() {
    assertThatCode(() -> reader.pauseOrResumeSplits(List.of(EMPTY), List.of()))
        .doesNotThrowAnyException();
    assertThatCode(() -> reader.pauseOrResumeSplits(List.of(), List.of(EMPTY)))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldIgnorePartitionThatHasEnded() throws Exception {
    assertThat(reader.fetch().finishedSplits()).containsExactly(EMPTY.splitId());

    assertPausedAndResumed();
  }

  @Test
  void shouldIgnorePartitionWhoseEndIsReportedByTheNextFetch() throws Exception {
    assertPausedAndResumed();

    assertThat(reader.fetch().finishedSplits()).containsExactly(EMPTY.splitId());
  }
}
