/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions, and finds out which failed commits lose results.
 *
 * <p>The connector takes every fenced producer for a possible loss, reports it in the log alone and
 * goes on. But a transaction that had been committed before a restart fails like one that the
 * broker aborted. So the broker is asked: before the commit of what a restore brought, and after a
 * commit that failed. A loss ends the job before anything of the checkpoint is committed here,
 * unless losses are accepted: then it is counted.
 */
final class JudgingCommitter implements Committer<KafkaCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(JudgingCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final Consumer<TransactionFinished> writer;
  private final FatesOfTransactions fates;
  private final FailedCommits failed;
  private final boolean acceptLoss;

  /** {@link TransactionFates#of}. */
  @FunctionalInterface
  interface FatesOfTransactions {
    Map<TransactionFate, List<KafkaCommittable>> of(Collection<KafkaCommittable> transactions)
        throws InterruptedException;
  }

  /**
   * @param writer learns which transactions need no commit any more, and reuses their producers
   */
  JudgingCommitter(
      Committer<KafkaCommittable> committer,
      Consumer<TransactionFinished> writer,
      FatesOfTransactions fates,
      FailedCommits failed,
      boolean acceptLoss) {
    this.committer = committer;
    this.writer = writer;
    this.fates = fates;
    this.failed = failed;
    this.acceptLoss = acceptLoss;
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<CommitRequest<KafkaCommittable>> restored = new ArrayList<>();
    List<JudgedRequest> open = new ArrayList<>();
    for (CommitRequest<KafkaCommittable> request : requests) {
      // Only a transaction of this attempt still has its producer.
      if (request.getCommittable().getProducer().isPresent()) {
        open.add(new JudgedRequest(request));
      } else {
        restored.add(request);
      }
    }
    Verdicts before = judge(restored);
    before.open.forEach(request -> open.add(new JudgedRequest(request)));
    before.committed.forEach(
        request -> {
          request.signalAlreadyCommitted();
          writer.accept(TransactionFinished.successful(id(request)));
        });
    before.lost.forEach(request -> writer.accept(TransactionFinished.erroneously(id(request))));
    commitOpen(open);
  }

  private void commitOpen(List<JudgedRequest> open) throws IOException, InterruptedException {
    if (open.isEmpty()) {
      return;
    }
    committer.commit(List.copyOf(open));
    List<CommitRequest<KafkaCommittable>> refused =
        open.stream().filter(JudgedRequest::isRefused).map(JudgedRequest::request).toList();
    Verdicts after = judge(refused);
    if (!after.open.isEmpty()) {
      throw new IOException("commit failed: the transaction is open: id=" + id(after.open.get(0)));
    }
    after.committed.forEach(CommitRequest::signalAlreadyCommitted);
  }

  /** Sorts requests by fate; lost ones are signalled and counted, or end the job. */
  private Verdicts judge(List<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    Verdicts verdicts = new Verdicts();
    Map<TransactionFate, List<KafkaCommittable>> byFate;
    try {
      byFate = fates.of(requests.stream().map(CommitRequest::getCommittable).toList());
    } catch (KafkaException e) {
      throw new IOException("the broker does not say what became of transactions", e);
    }
    List<KafkaCommittable> open = byFate.getOrDefault(TransactionFate.OPEN, List.of());
    List<KafkaCommittable> committed = byFate.getOrDefault(TransactionFate.COMMITTED, List.of());
    for (CommitRequest<KafkaCommittable> request : requests) {
      if (open.contains(request.getCommittable())) {
        verdicts.open.add(request);
      } else if (committed.contains(request.getCommittable())) {
        verdicts.committed.add(request);
      } else {
        verdicts.lost.add(request);
      }
    }
    if (!verdicts.lost.isEmpty()) {
      lose(verdicts.lost, byFate);
    }
    return verdicts;
  }

  private void lose(
      List<CommitRequest<KafkaCommittable>> lost,
      Map<TransactionFate, List<KafkaCommittable>> byFate) {
    failed.add(lost.size());
    LostResultsException loss =
        new LostResultsException(
            byFate.getOrDefault(TransactionFate.ABORTED, List.of()),
            byFate.getOrDefault(TransactionFate.UNKNOWN, List.of()));
    if (!acceptLoss) {
      throw loss;
    }
    LOG.error("Going on, as losses are accepted: {}", loss.getMessage());
    lost.forEach(request -> request.signalFailedWithKnownReason(loss));
  }

  private static String id(CommitRequest<KafkaCommittable> request) {
    return request.getCommittable().getTransactionalId();
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  private static final class Verdicts {
    private final List<CommitRequest<KafkaCommittable>> open = new ArrayList<>();
    private final List<CommitRequest<KafkaCommittable>> committed = new ArrayList<>();
    private final List<CommitRequest<KafkaCommittable>> lost = new ArrayList<>();
  }
}
