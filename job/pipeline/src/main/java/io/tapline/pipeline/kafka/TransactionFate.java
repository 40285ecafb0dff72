/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import org.apache.kafka.clients.admin.TransactionDescription;

/**
 * What became of a transaction that a checkpoint holds as written but not yet committed.
 *
 * <p>The broker's state decides, not the checkpoint's age: a savepoint that stopped a job is good
 * for as long as the broker remembers that its transactions were committed.
 */
public enum TransactionFate {
  /** It can still be committed. */
  OPEN,

  /** Its results are there. */
  COMMITTED,

  /** Its results are lost: the broker aborted it, as it does when its timeout has passed. */
  ABORTED,

  /**
   * The broker cannot say: it forgot the transactional id, or a producer has taken the id anew
   * since. The results may be there or not.
   */
  UNKNOWN;

  /**
   * The fate of the transaction that a producer wrote.
   *
   * <p>An id is used for one transaction, unless a job is restored from an earlier checkpoint. Its
   * commit leaves the producer's epoch as it is, or with transactions of version 2 adds 1; an abort
   * adds 1 or 2; a producer that takes the id anew adds 1 at least and leaves it empty.
   *
   * @param now what the broker says of the id; null where it does not know it
   */
  static TransactionFate of(long producerId, int epoch, TransactionDescription now) {
    if (now == null || now.producerId() != producerId || now.producerEpoch() < epoch) {
      return UNKNOWN;
    }
    int later = now.producerEpoch() - epoch;
    return switch (now.state()) {
      case ONGOING -> later == 0 ? OPEN : UNKNOWN;
      case PREPARE_COMMIT, COMPLETE_COMMIT -> later <= 1 ? COMMITTED : UNKNOWN;
      case PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE -> ABORTED;
      case EMPTY, UNKNOWN -> UNKNOWN;
    };
  }
}
