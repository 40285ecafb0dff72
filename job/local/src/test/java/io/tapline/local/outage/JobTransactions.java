/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import io.tapline.pipeline.config.PipelineConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** The transactions of one job, as the broker has them. */
final class JobTransactions implements AutoCloseable {

  private final Admin admin;
  private final String prefix;

  JobTransactions(PipelineConfig config) {
    admin = Admin.create(config.kafka().clientProperties());
    prefix = config.transactionalIdPrefix() + "-";
  }

  List<String> in(TransactionState state) throws ExecutionException, InterruptedException {
    return all().stream()
        .filter(each -> each.state() == state)
        .map(TransactionListing::transactionalId)
        .toList();
  }

  /** Waits until the broker has ended every transaction of the job. */
  Map<TransactionState, Long> awaitNoneOpen(Duration patience)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (all().stream().anyMatch(each -> isOpen(each.state()))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("transactions stay open: " + all());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return all().stream()
        .collect(Collectors.groupingBy(TransactionListing::state, Collectors.counting()));
  }

  private static boolean isOpen(TransactionState state) {
    return switch (state) {
      case ONGOING, PREPARE_ABORT, PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> true;
      default -> false;
    };
  }

  private Collection<TransactionListing> all() throws ExecutionException, InterruptedException {
    return admin.listTransactions().all().get().stream()
        .filter(each -> each.transactionalId().startsWith(prefix))
        .toList();
  }

  @Override
  public void close() {
    admin.close();
  }
}
