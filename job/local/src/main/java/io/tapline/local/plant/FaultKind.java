/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/** What can break, in the order of the network's scores. */
public enum FaultKind {
  /** A damaged bearing: each pass of a rolling element over the damage makes the structure ring. */
  BEARING("bearing"),
  /**
   * A valve that does not follow its controller: the pressure stands still while the current hunts.
   */
  STUCK_VALVE("stuck-valve"),
  /** A rotor out of balance: the vibration at the shaft's own frequency grows. */
  IMBALANCE("imbalance");

  private final String label;

  FaultKind(String label) {
    this.label = label;
  }

  /** The index of its score in a result. */
  @SuppressWarnings("EnumOrdinal") // The order of declaration is that of the scores.
  public int score() {
    return ordinal();
  }

  /** The name in files and on the screen. */
  public String label() {
    return label;
  }
}
