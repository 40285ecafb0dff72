/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** Which of several readings of one channel with equal times is framed. */
public enum Duplicates {
  FIRST_WINS,
  LAST_WINS
}
