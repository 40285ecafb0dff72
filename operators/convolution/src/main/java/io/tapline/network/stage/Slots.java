/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

import java.util.ArrayList;
import java.util.List;

/** Where in a device's memory the state of one layer lies. Immutable. */
public final class Slots {
  private final Ring[] rings;
  private final int[] vectors;
  private final int end;

  /**
   * @param state the slots, which lie one behind the other
   * @param start where in the memory the first one lies
   */
  public Slots(List<StateSlot> state, int start) {
    List<Ring> ringList = new ArrayList<>();
    List<Integer> vectorList = new ArrayList<>();
    int next = start;
    for (StateSlot slot : state) {
      if (slot instanceof RingShape ring) {
        ringList.add(new Ring(ring, next));
      } else {
        vectorList.add(next);
      }
      next = Math.addExact(next, Math.toIntExact(slot.floats()));
    }
    this.rings = ringList.toArray(Ring[]::new);
    this.vectors = vectorList.stream().mapToInt(Integer::intValue).toArray();
    this.end = next;
  }

  /** The ring of an input. */
  public Ring ring(int input) {
    return rings[input];
  }

  /** Offset in the memory of the first value of a vector, counted among the layer's vectors. */
  public int vector(int index) {
    return vectors[index];
  }

  /** Offset in the memory after the last value. */
  public int end() {
    return end;
  }
}
