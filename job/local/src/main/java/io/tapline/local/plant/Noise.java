/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.util.SplittableRandom;

/**
 * A source of random numbers for one named purpose: the same seed and names always give the same
 * numbers, whatever else is drawn elsewhere.
 *
 * <p>Only {@link SplittableRandom#nextLong()} is used, whose sequence is fixed; the distributions
 * are worked out here in arithmetic that is exact or correctly rounded.
 */
final class Noise {

  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double UNIT = 0x1p-53;

  /**
   * Mean and standard deviation of a sum of four uniform 16-bit numbers: 4·(2¹⁶−1)/2 and
   * √(4·(2³²−1)/12).
   */
  private static final long SUM_MEAN = 131_070;

  private static final double SUM_DEVIATION = 37_837.22739;

  private final SplittableRandom random;

  private Noise(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Hashes the names into the seed (FNV-1a, 64 bits). */
  static Noise of(long seed, String... names) {
    long hash = seed;
    for (String name : names) {
      for (int i = 0; i < name.length(); i++) {
        hash = (hash ^ name.charAt(i)) * FNV_PRIME;
      }
      hash = (hash ^ '/') * FNV_PRIME;
    }
    return new Noise(hash);
  }

  /** Uniform in [0, 1). */
  private double unit() {
    return (random.nextLong() >>> 11) * UNIT;
  }

  /** Uniform in [low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Uniform integer in [low, high). */
  long integer(long low, long high) {
    return low + (long) ((high - low) * unit());
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /**
   * About normal, mean 0, deviation 1, never beyond ±3.47: the sum of the four quarters of one
   * random long.
   */
  double gaussian() {
    long bits = random.nextLong();
    long sum =
        (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48 & 0xffff);
    return (sum - SUM_MEAN) / SUM_DEVIATION;
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextLong();
    }
    return bytes;
  }
}
