/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import java.util.SplittableRandom;

/** Ways of damaging a file that fit any format, in place. */
public final class Damage {

  private Damage() {}

  /** Turns single bits over. */
  public static byte[] flip(byte[] file, SplittableRandom random, int bits) {
    for (int i = 0; i < bits; i++) {
      file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  /** Replaces bytes by others of the file, so that texts stay texts and sizes stay sizes. */
  public static byte[] swap(byte[] file, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      file[random.nextInt(file.length)] = file[random.nextInt(file.length)];
    }
    return file;
  }
}
