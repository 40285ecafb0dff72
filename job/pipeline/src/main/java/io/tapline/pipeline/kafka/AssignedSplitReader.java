/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses and resumes only partitions that are still assigned to the consumer.
 *
 * <p>Alignment may ask to pause a partition of a bounded source that has just been read to its end
 * and unassigned. {@link KafkaPartitionSplitReader} of flink-connector-kafka 5.0.0-2.2 then fails,
 * which restarts the job (FLINK-39728). A release of the connector that has the fix replaces this
 * class and {@link RecordReaders}.
 */
final class AssignedSplitReader extends KafkaPartitionSplitReader {

  private static final Logger LOG = LoggerFactory.getLogger(AssignedSplitReader.class);

  AssignedSplitReader(
      Properties properties, SourceReaderContext context, KafkaSourceReaderMetrics metrics) {
    super(properties, context, metrics);
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<KafkaPartitionSplit> pause, Collection<KafkaPartitionSplit> resume) {
    // One at a time: a partition that has ended must not keep the others from it.
    resume.forEach(split -> whereAssigned(List.of(), List.of(split)));
    pause.forEach(split -> whereAssigned(List.of(split), List.of()));
  }

  /**
   * The consumer alone knows what is assigned, and it is hidden: a partition without records is
   * unassigned when it is added, but reported as finished only by the next fetch.
   */
  private void whereAssigned(List<KafkaPartitionSplit> pause, List<KafkaPartitionSplit> resume) {
    try {
      super.pauseOrResumeSplits(pause, resume);
    } catch (IllegalStateException e) {
      LOG.debug("partition has ended: pause={}, resume={}", pause, resume, e);
    }
  }
}
