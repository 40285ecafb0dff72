/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.savepoint;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * What a savepoint or a retained checkpoint says of the job that wrote it.
 *
 * @param checkpoint its number: the job counts checkpoints and savepoints together
 * @param topics the topics that the job read
 * @param transactionalIdPrefixes what the transactional ids of its sinks begin with; none where the
 *     job wrote at least once
 * @param uncommitted transactions that were written and not yet committed; a job that is stopped
 *     commits them once its savepoint is complete
 */
public record Savepoint(
    long checkpoint,
    Set<String> topics,
    Set<String> transactionalIdPrefixes,
    List<KafkaCommittable> uncommitted) {

  /**
   * Reads a savepoint, of its state no more than is small.
   *
   * @param path a folder, its {@code _metadata}, or a URI of either
   * @throws IOException where it is none, is damaged, or lies where this process cannot read
   */
  public static Savepoint read(String path) throws IOException {
    return new SavepointReader().read(path);
  }
}
