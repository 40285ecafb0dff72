/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

/**
 * The lines of the account that must balance: what was read is framed, rejected or still waiting.
 */
public enum Account {
  READ,
  FRAMED,
  UNDECODABLE,
  UNKNOWN_CHANNEL,
  INVALID,
  FUTURE,
  LATE,
  DUPLICATE,
  BUFFERED,
  FRAMES,
  RESULTS
}
