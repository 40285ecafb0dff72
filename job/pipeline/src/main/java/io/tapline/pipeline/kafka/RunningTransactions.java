/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.PipelineConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Finds a job that runs already, on any cluster, by its transactions on the broker: a second one
 * would write every result again.
 *
 * <p>A job that runs opens a transaction after each checkpoint; one that has died leaves the last
 * ones open and opens no other. A job that writes at least once, or reads nothing, has none and is
 * not found.
 */
public final class RunningTransactions implements AutoCloseable {

  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(250);

  private final PipelineConfig config;
  private final Pattern own;
  private final Admin admin;

  public RunningTransactions(PipelineConfig config) {
    this.config = config;
    String roles =
        SinkRoles.of(config).stream().map(Pattern::quote).collect(Collectors.joining("|"));
    own =
        Pattern.compile(
            Pattern.quote(config.transactionalIdPrefix()) + "-(?:" + roles + ")-\\d+-\\d+");
    admin = Admin.create(config.kafka().clientProperties());
  }

  /** The job's open transactions; none where the user may not ask, or the broker cannot say. */
  public Set<String> open() throws InterruptedException {
    if (config.delivery().guarantee() != Guarantee.EXACTLY_ONCE) {
      return Set.of();
    }
    try {
      ListTransactionsOptions ongoing =
          new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
      return admin.listTransactions(ongoing).all().get().stream()
          .map(TransactionListing::transactionalId)
          .filter(id -> own.matcher(id).matches())
          .collect(Collectors.toUnmodifiableSet());
    } catch (ExecutionException e) {
      return Set.of();
    }
  }

  /** How long {@link #problem} looks at the broker: as long as two checkpoints are apart. */
  public Duration patience() {
    return config.execution().checkpointInterval().multipliedBy(2).plus(SLACK);
  }

  /**
   * One line where a job opens transactions beside those that were open before.
   *
   * @param before what {@link #open} gave; where it is empty, nothing is waited for
   */
  public Optional<String> problem(Set<String> before) throws InterruptedException {
    if (before.isEmpty()) {
      return Optional.empty();
    }
    long polls = patience().dividedBy(POLL);
    for (long poll = 0; poll < polls; poll++) {
      LockSupport.parkNanos(POLL.toNanos());
      Set<String> opened = new HashSet<>(open());
      opened.removeAll(before);
      if (!opened.isEmpty()) {
        return Optional.of(
            "a job with these transactional ids is running: stop it, or give this one another name"
                + " or delivery.transactional-id-prefix, or give --ignore-running-job: name="
                + config.name()
                + ", opened="
                + opened.stream().sorted().findFirst().orElseThrow()
                + ", within="
                + TimeUtils.formatWithHighestUnit(POLL.multipliedBy(poll + 1)));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
