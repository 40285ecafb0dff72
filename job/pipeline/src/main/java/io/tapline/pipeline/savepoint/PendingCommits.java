/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.savepoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.flink.streaming.runtime.operators.sink.committables.CheckpointCommittableManager;
import org.apache.flink.streaming.runtime.operators.sink.committables.CommittableCollector;
import org.apache.flink.streaming.runtime.operators.sink.committables.CommittableCollectorSerializer;

/** Lists what a sink's committer would commit after a restore. */
final class PendingCommits {

  private final SimpleVersionedSerializer<CommittableCollector<KafkaCommittable>> serializer;

  PendingCommits(SimpleVersionedSerializer<KafkaCommittable> committables) {
    serializer =
        new CommittableCollectorSerializer<>(
            committables,
            0,
            1,
            InternalSinkCommitterMetricGroup.wrap(
                UnregisteredMetricsGroup.createOperatorMetricGroup()));
  }

  SimpleVersionedSerializer<CommittableCollector<KafkaCommittable>> serializer() {
    return serializer;
  }

  /** A collector shows its requests to a committer alone: to one that commits nothing. */
  List<KafkaCommittable> of(CommittableCollector<KafkaCommittable> collector) throws IOException {
    List<KafkaCommittable> pending = new ArrayList<>();
    Committer<KafkaCommittable> list =
        new Committer<>() {
          @Override
          public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
            requests.forEach(request -> pending.add(request.getCommittable()));
          }

          @Override
          public void close() {}
        };
    for (CheckpointCommittableManager<KafkaCommittable> checkpoint :
        collector.getCheckpointCommittablesUpTo(Long.MAX_VALUE)) {
      try {
        checkpoint.commit(list, 0);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    return pending;
  }
}
