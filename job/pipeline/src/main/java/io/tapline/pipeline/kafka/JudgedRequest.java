/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * A request whose refusal by the broker is kept back until it is known what it means; all else is
 * passed on.
 */
final class JudgedRequest implements CommitRequest<KafkaCommittable> {

  private final CommitRequest<KafkaCommittable> request;
  private boolean refused;

  JudgedRequest(CommitRequest<KafkaCommittable> request) {
    this.request = request;
  }

  CommitRequest<KafkaCommittable> request() {
    return request;
  }

  /** Whether the broker refused the commit for good. */
  boolean isRefused() {
    return refused;
  }

  @Override
  public void signalFailedWithKnownReason(Throwable reason) {
    refused = true;
  }

  @Override
  public void signalFailedWithUnknownReason(Throwable reason) {
    request.signalFailedWithUnknownReason(reason);
  }

  @Override
  public KafkaCommittable getCommittable() {
    return request.getCommittable();
  }

  @Override
  public int getNumberOfRetries() {
    return request.getNumberOfRetries();
  }

  @Override
  public void retryLater() {
    request.retryLater();
  }

  @Override
  public void updateAndRetryLater(KafkaCommittable committable) {
    request.updateAndRetryLater(committable);
  }

  @Override
  public void signalAlreadyCommitted() {
    request.signalAlreadyCommitted();
  }
}
