/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.SourceRecord;
import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes readers as {@link KafkaSource} of flink-connector-kafka 5.0.0-2.2 does, but with an {@link
 * AssignedSplitReader}.
 */
final class RecordReaders implements Serializable {

  private static final long serialVersionUID = 1;

  private final SourceRecordDeserializer deserializer;
  private final Properties properties;

  /**
   * @param source whose partitions are read, with the consumer's properties
   * @param deserializer that of the source
   */
  RecordReaders(KafkaSource<SourceRecord> source, SourceRecordDeserializer deserializer) {
    this.deserializer = deserializer;
    properties = propertiesOf(source);
  }

  /** Only the lineage gives the properties with all that the source's builder adds to them. */
  private static Properties propertiesOf(KafkaSource<SourceRecord> source) {
    var facets = source.getLineageVertex().datasets().get(0).facets();
    return ((KafkaDatasetFacet) facets.get(DefaultKafkaDatasetFacet.KAFKA_FACET_NAME))
        .getProperties();
  }

  SourceReader<SourceRecord, KafkaPartitionSplit> create(SourceReaderContext context)
      throws Exception {
    deserializer.open(new DeserializerContext(context));
    var metrics = new KafkaSourceReaderMetrics(context.metricGroup());
    var queue =
        new FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>>();
    return new KafkaSourceReader<>(
        queue,
        new KafkaSourceFetcherManager(
            queue, () -> new AssignedSplitReader(properties, context, metrics), finished -> {}),
        new KafkaRecordEmitter<>(deserializer),
        ConfigurationUtils.createConfiguration(properties),
        context,
        metrics);
  }

  private record DeserializerContext(SourceReaderContext reader) implements InitializationContext {

    @Override
    public MetricGroup getMetricGroup() {
      return reader.metricGroup().addGroup("deserializer");
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return reader.getUserCodeClassLoader();
    }
  }
}
