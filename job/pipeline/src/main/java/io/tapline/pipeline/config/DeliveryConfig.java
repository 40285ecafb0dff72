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
 * @param transactionTimeout must outlast all checkpoints that may fail in a row, and a restart
 * @param transactionalIdPrefix null for the job's name
 */
public record DeliveryConfig(
    Guarantee guarantee, Duration transactionTimeout, String transactionalIdPrefix) {

  /** What a reader of committed records sees after a failure. */
  public enum Guarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  public DeliveryConfig {
    guarantee = Objects.requireNonNullElse(guarantee, Guarantee.EXACTLY_ONCE);
    transactionTimeout = Objects.requireNonNullElse(transactionTimeout, Duration.ofMinutes(10));
  }

  static DeliveryConfig defaults() {
    return new DeliveryConfig(null, null, null);
  }
}
