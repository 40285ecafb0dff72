/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.pipeline.kafka.JudgingCommitter.FatesOfTransactions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class JudgingCommitterTest {

  private final Map<String, TransactionFate> broker = new HashMap<>();
  private final List<String> committed = new ArrayList<>();
  private final List<TransactionFinished> finished = new ArrayList<>();
  private final FailedCommits failed = new FailedCommits();

  @Test
  void shouldCommitWhatIsOpenAndNotWhatWasCommittedBefore() throws Exception {
    Request open = new Request("job-0-7", TransactionFate.OPEN);
    Request done = new Request("job-1-7", TransactionFate.COMMITTED);

    committer(false).commit(List.of(open, done));

    assertThat(committed).containsExactly("job-0-7");
    assertThat(done.outcomes).containsExactly("already committed");
    assertThat(finished).containsExactly(TransactionFinished.successful("job-1-7"));
    assertThat(failed.count()).isZero();
  }

  @Test
  void shouldEndTheJobWithoutAnyCommitWhereOneTransactionWasAborted() {
    Request open = new Request("job-0-7", TransactionFate.OPEN);
    Request aborted = new Request("job-1-7", TransactionFate.ABORTED);

    assertThatThrownBy(() -> committer(false).commit(List.of(open, aborted)))
        .isInstanceOf(LostResultsException.class)
        .hasMessage(
            "results of a completed checkpoint are lost, because Kafka aborted their transactions "
                + "before they were committed: go on from the checkpoint before it, which computes "
                + "them again, or without them with --accept-loss, and raise "
                + "delivery.transaction-timeout above the longest outage: transactions=job-1-7");
    assertThat(committed).isEmpty();
    assertThat(failed.count()).isEqualTo(1);
  }

  @Test
  void shouldEndTheJobWhereTheBrokerForgotTheTransaction() {
    Request one = new Request("job-0-7", TransactionFate.UNKNOWN);
    Request other = new Request("job-1-7", TransactionFate.UNKNOWN);

    assertThatThrownBy(() -> committer(false).commit(List.of(one, other)))
        .isInstanceOf(LostResultsException.class)
        .hasMessage(
            "the broker no longer knows whether results of this checkpoint were committed: go on "
                + "with --accept-loss if the job was stopped with it, as then they were, or else "
                + "from an earlier checkpoint: transactions=job-0-7 and 1 more, "
                + "limit=transactional.id.expiration.ms");
  }

  @Test
  void shouldCountAndGoOnWhereLossesAreAccepted() throws Exception {
    Request open = new Request("job-0-7", TransactionFate.OPEN);
    Request aborted = new Request("job-1-7", TransactionFate.ABORTED);

    committer(true).commit(List.of(open, aborted));

    assertThat(committed).containsExactly("job-0-7");
    assertThat(aborted.outcomes).containsExactly("failed");
    assertThat(finished).containsExactly(TransactionFinished.erroneously("job-1-7"));
    assertThat(failed.count()).isEqualTo(1);
  }

  @Test
  void shouldJudgeACommitThatTheBrokerRefused() throws Exception {
    Request done =
        new Request("job-0-7", TransactionFate.OPEN).refusedAs(TransactionFate.COMMITTED);
    committer(false).commit(List.of(done));
    assertThat(done.outcomes).containsExactly("already committed");

    Request lost = new Request("job-0-8", TransactionFate.OPEN).refusedAs(TransactionFate.ABORTED);
    assertThatThrownBy(() -> committer(false).commit(List.of(lost)))
        .isInstanceOf(LostResultsException.class);
    assertThat(failed.count()).isEqualTo(1);
  }

  @Test
  void shouldRestartTheJobWhereARefusedTransactionIsOpenStill() {
    Request odd = new Request("job-0-7", TransactionFate.OPEN).refusedAs(TransactionFate.OPEN);
    assertThatThrownBy(() -> committer(false).commit(List.of(odd)))
        .isInstanceOf(IOException.class)
        .hasMessage("commit failed: the transaction is open: id=job-0-7");
  }

  @Test
  void shouldRestartTheJobWhereTheBrokerDoesNotAnswer() {
    FatesOfTransactions silent =
        transactions -> {
          throw new KafkaException("no answer", new TimeoutException());
        };
    Request request = new Request("job-0-7", TransactionFate.OPEN);
    JudgingCommitter committer =
        new JudgingCommitter(connector(), finished::add, silent, failed, true);
    assertThatThrownBy(() -> committer.commit(List.of(request))).isInstanceOf(IOException.class);
    assertThat(failed.count()).isZero();
  }

  private JudgingCommitter committer(boolean acceptLoss) {
    return new JudgingCommitter(connector(), finished::add, this::fates, failed, acceptLoss);
  }

  private Map<TransactionFate, List<KafkaCommittable>> fates(Collection<KafkaCommittable> all) {
    Map<TransactionFate, List<KafkaCommittable>> byFate = new EnumMap<>(TransactionFate.class);
    for (KafkaCommittable each : all) {
      byFate
          .computeIfAbsent(broker.get(each.getTransactionalId()), none -> new ArrayList<>())
          .add(each);
    }
    return byFate;
  }

  private Committer<KafkaCommittable> connector() {
    return new Committer<>() {
      @Override
      public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
        JudgingCommitterTest.this.commit(requests);
      }

      @Override
      public void close() {}
    };
  }

  /** As the connector's committer does. */
  private void commit(Collection<Committer.CommitRequest<KafkaCommittable>> requests) {
    for (Committer.CommitRequest<KafkaCommittable> request : requests) {
      String id = request.getCommittable().getTransactionalId();
      TransactionFate then = broker.remove(id + " when refused");
      if (then == null) {
        committed.add(id);
      } else {
        broker.put(id, then);
        request.signalFailedWithKnownReason(new ProducerFencedException("fenced"));
      }
    }
  }

  private final class Request implements Committer.CommitRequest<KafkaCommittable> {

    private final List<String> outcomes = new ArrayList<>();
    private final KafkaCommittable committable;

    Request(String id, TransactionFate fate) {
      committable = new KafkaCommittable(1, (short) 0, id, null);
      broker.put(id, fate);
    }

    Request refusedAs(TransactionFate fate) {
      broker.put(committable.getTransactionalId() + " when refused", fate);
      return this;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      outcomes.add("failed");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      outcomes.add("failed for an unknown reason");
    }

    @Override
    public void retryLater() {
      outcomes.add("retry");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable update) {
      outcomes.add("retry");
    }

    @Override
    public void signalAlreadyCommitted() {
      outcomes.add("already committed");
    }
  }
}
