/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionFateTest {

  @ParameterizedTest
  @CsvSource({
    // The state, by how much the epoch has moved on, and what it means.
    "ONGOING,             0, OPEN",
    "ONGOING,             1, UNKNOWN",
    "PREPARE_COMMIT,      0, COMMITTED",
    "COMPLETE_COMMIT,     0, COMMITTED",
    "COMPLETE_COMMIT,     1, COMMITTED",
    "COMPLETE_COMMIT,     2, UNKNOWN",
    "PREPARE_ABORT,       0, ABORTED",
    "PREPARE_EPOCH_FENCE, 1, ABORTED",
    "COMPLETE_ABORT,      1, ABORTED",
    "COMPLETE_ABORT,      2, ABORTED",
    "EMPTY,               1, UNKNOWN",
    "COMPLETE_COMMIT,    -1, UNKNOWN",
    "UNKNOWN,             0, UNKNOWN"
  })
  void shouldReadTheFateFromStateAndEpoch(TransactionState state, int later, TransactionFate fate) {
    assertThat(TransactionFate.of(7, 5, description(state, 7, 5 + later))).isEqualTo(fate);
  }

  @Test
  void shouldNotKnowAnIdThatTheBrokerForgotOrGaveToAnotherProducer() {
    assertThat(TransactionFate.of(7, 5, null)).isEqualTo(TransactionFate.UNKNOWN);
    assertThat(TransactionFate.of(7, 5, description(TransactionState.COMPLETE_COMMIT, 8, 5)))
        .isEqualTo(TransactionFate.UNKNOWN);
  }

  private static TransactionDescription description(TransactionState state, long id, int epoch) {
    return new TransactionDescription(1, state, id, epoch, 1_000, OptionalLong.empty(), Set.of());
  }
}
