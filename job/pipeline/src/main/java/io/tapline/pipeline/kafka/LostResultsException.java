/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Results of a completed checkpoint are not in their topic and cannot be committed any more. The
 * job ends, because a restart would go on without them.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LostResultsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LostResultsException(List<KafkaCommittable> aborted, List<KafkaCommittable> unknown) {
    super(problem(aborted, unknown));
  }

  /** One line: what is lost, and where to go on from. */
  static String problem(List<KafkaCommittable> aborted, List<KafkaCommittable> unknown) {
    if (aborted.isEmpty()) {
      return "the broker no longer knows whether results of this checkpoint were committed: go on"
          + " with --accept-loss if the job was stopped with it, as then they were, or else from an"
          + " earlier checkpoint: transactions="
          + names(unknown)
          + ", limit=transactional.id.expiration.ms";
    }
    return "results of a completed checkpoint are lost, because Kafka aborted their transactions"
        + " before they were committed: go on from the checkpoint before it, which computes them"
        + " again, or without them with --accept-loss, and raise delivery.transaction-timeout above"
        + " the longest outage: transactions="
        + names(aborted);
  }

  private static String names(List<KafkaCommittable> transactions) {
    String first = transactions.get(0).getTransactionalId();
    int more = transactions.size() - 1;
    return more == 0 ? first : first + " and " + more + " more";
  }
}
