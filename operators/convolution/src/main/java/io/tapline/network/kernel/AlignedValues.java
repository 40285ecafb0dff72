/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Values of a network, its weights or its buffers, where possible at the beginning of cache lines.
 *
 * <p>A vector of 512 bits is a cache line long. Read from anywhere else than a line's beginning, it
 * takes two lines, and a kernel that waits for weights takes up to twice the time. Java aligns
 * objects to 8 bytes only, and its collectors move them; but G1 gives an array of more than half a
 * region regions of its own, at whose beginning it lies, and never moves it. So arrays are made
 * that large where G1 runs, which costs a network some thousandths of the heap at most. Elsewhere
 * the values lie as they may: slower, the same bits.
 */
public final class AlignedValues {
  /** Values in a cache line. */
  private static final int LINE = 16;

  /** Values from an array's first to the beginning of a line: an array's header takes 16 bytes. */
  private static final int FIRST = 12;

  private final int least;
  private float[] values = new float[0];
  private int next;

  /**
   * @param lanes values of the vectors that read them: only those as long as a line need whole
   *     lines
   */
  public AlignedValues(int lanes) {
    this.least = lanes == LINE ? unmovable() : 0;
  }

  /**
   * Makes room for {@code count} values in {@link #values()}, until the next call.
   *
   * @return where they may be put: at the beginning of a line
   */
  public int reserve(int count) {
    if (count > values.length - next) {
      values = new float[Math.max(Math.addExact(FIRST, count), least)];
      next = FIRST;
    }
    int at = next;
    next += lines(count);
    return at;
  }

  /** As many values as make whole lines. */
  public static int lines(int count) {
    return Math.addExact(count, LINE - 1) / LINE * LINE;
  }

  /** The array in which the last reservation lies. */
  public float[] values() {
    return values;
  }

  /** The least values of an array that G1 does not move; 0 if another collector runs. */
  private static int unmovable() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      boolean g1 = Boolean.parseBoolean(machine.getVMOption("UseG1GC").getValue());
      String regionBytes = machine.getVMOption("G1HeapRegionSize").getValue();
      return g1 ? (int) (Long.parseLong(regionBytes) / 2 / Float.BYTES) : 0;
    } catch (RuntimeException | LinkageError e) {
      // A machine without G1, or without that bean.
      return 0;
    }
  }
}
