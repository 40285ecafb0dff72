/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.source.Damage;
import io.tapline.models.source.WholeWay;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the bytes of a model, it runs or is refused. */
class DamagedModelTest {
  private static final int CASES = 4_000;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldReadOrRefuseDamagedFiles(boolean graph) throws IOException {
    int refused = 0;
    for (long seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] topology = graph ? GoldenGraph.topology() : GoldenModel.topology();
      byte[] weights = graph ? GoldenGraph.weights() : GoldenModel.weights();
      if (random.nextBoolean()) {
        topology = damage(topology, random);
      } else {
        weights = damage(weights, random);
      }
      long start = System.nanoTime();
      try {
        WholeWay.go(ModelFile.parse(topology, weights));
      } catch (InvalidModelException e) {
        refused++;
        WholeWay.assertTellsLines(e.problems(), seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("damaged model crashed the reader: seed=" + seed, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("time, seed=%d", seed)
          .isLessThan(Duration.ofSeconds(5));
    }
    assertThat(refused).as("models refused").isGreaterThan(CASES / 2);
  }

  @Test
  void shouldReadOrRefuseOddValues() {
    String[] values = {
      "0x10",
      "0b1",
      "0o7",
      "017",
      "1_000",
      "_1",
      "1_",
      "+5",
      "-0",
      "-",
      "+",
      ".",
      ".5",
      "1.",
      "1e3",
      "1e999999999",
      "9".repeat(2000),
      "9".repeat(20),
      ".inf",
      ".nan",
      "~",
      "''",
      "!!int abc",
      "!!int 1_",
      "!!float x",
      "!!binary x",
      "!!set {a}",
      "*a",
      "&a 1",
      "&a [*a]",
      "1:30",
      "2026-01-01",
      "! x",
      "|\n   x",
      "\u0085",
      "\ufeff",
      "?",
      "? x",
      "%",
      "@",
      "`",
      "<<",
      "=",
      "\"\\x\""
    };
    for (String value : values) {
      for (String key : new String[] {"filters", "epsilon", "activation", "trainable", "name"}) {
        String layers = "layers:\n  - type: conv1d\n    " + key + ": " + value + "\n";
        try {
          Models.of(layers);
          throw new AssertionError("a model without its tensors was read: value=" + value);
        } catch (InvalidModelException e) {
          assertThat(e.problems()).as("%s: %s", key, value).isNotEmpty();
        } catch (RuntimeException e) {
          throw new AssertionError("odd value crashed the reader: " + key + ": " + value, e);
        }
      }
    }
  }

  private static byte[] damage(byte[] file, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
      case 1 -> Damage.flip(file, random, 1);
      case 2 -> Damage.flip(file, random, 1 + random.nextInt(10));
      default -> Damage.swap(file, random);
    };
  }
}
