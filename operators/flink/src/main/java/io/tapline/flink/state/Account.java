/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

/**
 * The lines of the account that must balance: what was read is framed, carried, rejected or still
 * waiting. Savepoints know a line by its number, so new ones stand at the end.
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
  RESULTS,
  /** Readings of devices whose names are not those of this job's devices. */
  UNKNOWN_DEVICE,
  /** Late readings that became the value which their channel holds. */
  CARRIED,
  /** Readings of devices for which there was no room. */
  TOO_MANY_DEVICES
}
