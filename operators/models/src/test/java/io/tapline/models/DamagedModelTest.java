/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever happens to the bytes of a model, it is read or refused. */
class DamagedModelTest {
  private static final int CASES = 4_000;

  @Test
  void shouldReadOrRefuseDamagedFiles() throws IOException {
    int refused = 0;
    for (long seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] topology = GoldenModel.topology();
      byte[] weights = GoldenModel.weights();
      if (random.nextBoolean()) {
        topology = damage(topology, random);
      } else {
        weights = damage(weights, random);
      }
      try {
        assertThat(ModelFile.parse(topology, weights).network()).isNotNull();
      } catch (InvalidModelException e) {
        refused++;
        assertThat(e.problems()).as("seed=%d", seed).isNotEmpty().doesNotContain("");
        assertThat(e.problems())
            .as("one line each, seed=%d", seed)
            .noneMatch(p -> p.contains("\n"));
      } catch (RuntimeException | Error e) {
        throw new AssertionError("damaged model crashed the reader: seed=" + seed, e);
      }
    }
    assertThat(refused).as("models refused").isGreaterThan(CASES / 2);
  }

  private static byte[] damage(byte[] file, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
      case 1 -> flip(file, random, 1);
      case 2 -> flip(file, random, 1 + random.nextInt(10));
      default -> swap(file, random);
    };
  }

  private static byte[] flip(byte[] file, SplittableRandom random, int bits) {
    for (int i = 0; i < bits; i++) {
      file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  /** Replaces a byte by another one of the file, so that texts stay texts. */
  private static byte[] swap(byte[] file, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      file[random.nextInt(file.length)] = file[random.nextInt(file.length)];
    }
    return file;
  }
}
