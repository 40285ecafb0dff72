/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.savepoint.Savepoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds, before a job is submitted, why it must not go on from a savepoint. */
public final class RestoreCheck {

  private static final Logger LOG = LoggerFactory.getLogger(RestoreCheck.class);

  private final PipelineConfig config;
  private final boolean acceptLoss;
  private final boolean otherJob;

  /**
   * @param acceptLoss whether results may be missing that the savepoint counts as written
   * @param otherJob whether the savepoint may be that of a job with another name
   */
  public RestoreCheck(PipelineConfig config, boolean acceptLoss, boolean otherJob) {
    this.config = config;
    this.acceptLoss = acceptLoss;
    this.otherJob = otherJob;
  }

  /**
   * One line a problem. None for a savepoint that this process cannot read: the job itself ends
   * where results are lost.
   *
   * @param from where the savepoint is, or null for none
   */
  public List<String> problems(String from) throws InterruptedException {
    if (from == null) {
      return List.of();
    }
    Savepoint savepoint;
    try {
      savepoint = Savepoint.read(from);
    } catch (IOException | RuntimeException e) {
      LOG.warn("The savepoint cannot be checked from here: from={}, reason={}", from, e.toString());
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    RestoredTopics.problem(savepoint.topics(), config.input().topicNames())
        .ifPresent(problem -> problems.add(problem + ", from=" + from));
    if (config.delivery().guarantee() == Guarantee.EXACTLY_ONCE && !otherJob) {
      otherJob(savepoint, from, problems);
    }
    if (!acceptLoss && !savepoint.uncommitted().isEmpty()) {
      lost(savepoint, from, problems);
    }
    return problems;
  }

  private void otherJob(Savepoint savepoint, String from, List<String> problems) {
    Set<String> own =
        SinkRoles.of(config).stream()
            .map(role -> config.transactionalIdPrefix() + "-" + role)
            .collect(Collectors.toSet());
    Set<String> others = new TreeSet<>(savepoint.transactionalIdPrefixes());
    others.removeAll(own);
    Set<String> removed = new TreeSet<>(others);
    removed.removeIf(other -> !other.startsWith(config.transactionalIdPrefix() + "-"));
    others.removeAll(removed);
    if (!removed.isEmpty()) {
      problems.add(
          "the savepoint has an output that is not configured: configure it again, or start without"
              + " the savepoint: transactional ids="
              + String.join(", ", removed)
              + ", from="
              + from);
    }
    if (!others.isEmpty()) {
      problems.add(
          "the savepoint is of another job: name its own savepoint, or give --from-other-job where"
              + " the job was renamed: transactional ids="
              + String.join(", ", others)
              + ", transactional-id-prefix="
              + config.transactionalIdPrefix()
              + ", from="
              + from);
    }
  }

  private void lost(Savepoint savepoint, String from, List<String> problems)
      throws InterruptedException {
    Map<TransactionFate, List<KafkaCommittable>> byFate;
    try {
      byFate = new TransactionFates(config.kafka().clientProperties()).of(savepoint.uncommitted());
    } catch (KafkaException e) {
      LOG.warn("The broker cannot be asked about the savepoint's transactions", e);
      return;
    }
    List<KafkaCommittable> aborted = byFate.getOrDefault(TransactionFate.ABORTED, List.of());
    List<KafkaCommittable> unknown = byFate.getOrDefault(TransactionFate.UNKNOWN, List.of());
    if (aborted.isEmpty() && unknown.isEmpty()) {
      return;
    }
    int committed = byFate.getOrDefault(TransactionFate.COMMITTED, List.of()).size();
    problems.add(
        LostResultsException.problem(aborted, unknown)
            + ", checkpoint="
            + savepoint.checkpoint()
            + (committed == 0 ? "" : ", already committed=" + committed)
            + ", from="
            + from);
  }
}
