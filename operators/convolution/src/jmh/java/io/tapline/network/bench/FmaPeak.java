/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The fused multiply-adds that one core can do at most: vectors of the preferred width, which stay
 * in registers.
 *
 * <p>A fused multiply-add takes 4 or 5 cycles, and a core begins one or two in a cycle: twelve sums
 * that do not wait for each other keep it busy, and with the two factors fit the sixteen registers
 * of 256-bit machines. They begin apart, and all tend to {@code addend / (1 − factor)}: neither
 * overflow nor subnormal numbers slow them down.
 */
@State(Scope.Thread)
public class FmaPeak {

  /** Steps of a call. */
  static final int STEPS = 4_096;

  /** Sums that grow side by side. */
  static final int SUMS = 12;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Not constants: the compiler must not fold what it knows. */
  @SuppressWarnings("FieldMayBeFinal")
  private float factor = 0.999f;

  @SuppressWarnings("FieldMayBeFinal")
  private float addend = 0.001f;

  /** Floating-point operations of a call: two for each multiply-add. */
  static long operations() {
    return 2L * STEPS * SUMS * SPECIES.length();
  }

  /** Returns a value that depends on every sum. */
  @Benchmark
  public float sums() {
    FloatVector a = FloatVector.broadcast(SPECIES, factor);
    FloatVector b = FloatVector.broadcast(SPECIES, addend);
    FloatVector s0 = b.add(0f);
    FloatVector s1 = b.add(1f);
    FloatVector s2 = b.add(2f);
    FloatVector s3 = b.add(3f);
    FloatVector s4 = b.add(4f);
    FloatVector s5 = b.add(5f);
    FloatVector s6 = b.add(6f);
    FloatVector s7 = b.add(7f);
    FloatVector s8 = b.add(8f);
    FloatVector s9 = b.add(9f);
    FloatVector s10 = b.add(10f);
    FloatVector s11 = b.add(11f);
    for (int i = 0; i < STEPS; i++) {
      s0 = s0.fma(a, b);
      s1 = s1.fma(a, b);
      s2 = s2.fma(a, b);
      s3 = s3.fma(a, b);
      s4 = s4.fma(a, b);
      s5 = s5.fma(a, b);
      s6 = s6.fma(a, b);
      s7 = s7.fma(a, b);
      s8 = s8.fma(a, b);
      s9 = s9.fma(a, b);
      s10 = s10.fma(a, b);
      s11 = s11.fma(a, b);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
