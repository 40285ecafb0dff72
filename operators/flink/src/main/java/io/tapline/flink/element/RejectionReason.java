/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

/** Why a reading was not framed, and what would have let it in. */
public enum RejectionReason {
  UNDECODABLE("the record does not read as any known schema"),
  UNKNOWN_DEVICE("the device's name does not match input.device-pattern"),
  UNKNOWN_CHANNEL("no measured channel has this name: add one under channels, or stop sending"),
  INVALID("the value is not finite, or the time is outside the years 1 to 9999"),
  FUTURE("the time is past the record's timestamp by more than time.max-ahead: set the clock"),
  LATE("the tick was released already: raise time.disorder, or the channel's wait"),
  DUPLICATE("the channel has a reading of this time already"),
  TOO_MANY_DEVICES(
      "the job keeps as many devices as it may: raise execution.max-devices, or send fewer names");

  private final String explanation;

  RejectionReason(String explanation) {
    this.explanation = explanation;
  }

  /** One line for the person who finds the reading among the rejected ones. */
  public String explanation() {
    return explanation;
  }

  /** The name on topics and in metrics, such as {@code unknown-channel}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
