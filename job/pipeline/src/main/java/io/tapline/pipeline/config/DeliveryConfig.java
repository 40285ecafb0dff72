/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How results are written.
 *
 * @param transactionTimeout must outlast all checkpoints that may fail in a row, and a restart;
 *     results that wait longer for their commit, as in an outage, are aborted by the broker
 * @param transactionalIdPrefix null for the job's name
 */
public record DeliveryConfig(
    Guarantee guarantee, Duration transactionTimeout, String transactionalIdPrefix) {

  /** What a reader of committed records sees after a failure. */
  public enum Guarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  /**
   * Kafka's default of {@code transaction.max.timeout.ms}: the longest outage of the job or the
   * broker that costs no results, unless the broker is set to allow longer transactions.
   */
  private static final Duration LONGEST_BY_DEFAULT = Duration.ofMinutes(15);

  public DeliveryConfig {
    guarantee = Objects.requireNonNullElse(guarantee, Guarantee.EXACTLY_ONCE);
    transactionTimeout = Objects.requireNonNullElse(transactionTimeout, LONGEST_BY_DEFAULT);
  }

  static DeliveryConfig defaults() {
    return new DeliveryConfig(null, null, null);
  }
}
