/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.models.InvalidModelException;
import io.tapline.models.source.WholeWay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of a Keras file, it runs or is refused, in seconds. */
class DamagedKerasFileTest {
  private static final int CASES = 250;
  private static final Path REAL = Path.of("../../../shared/models/st-har/model.h5");

  @TempDir static Path folder;

  @Test
  void shouldReadOrRefuseDamagedH5() throws IOException {
    byte[] file = Files.readAllBytes(EveryKerasLayer.model().h5(folder));
    readOrRefuse(file, CASES);
  }

  @Test
  void shouldReadOrRefuseDamagedArchives() throws IOException {
    byte[] file = Files.readAllBytes(EveryKerasLayer.model().keras(folder));
    readOrRefuse(file, CASES);
  }

  /** Of the older layout of HDF5, in which nothing has a checksum. */
  @Test
  void shouldReadOrRefuseDamagedFilesOfTensorFlow() throws IOException {
    assumeTrue(Files.exists(REAL), "no shared models");
    readOrRefuse(Files.readAllBytes(REAL), CASES);
  }

  /** The file is sound, and what it says is not. */
  @Test
  void shouldReadOrRefuseDamagedConfigurations() throws IOException {
    TestModel model = EveryKerasLayer.model();
    byte[] config = model.config().getBytes(StandardCharsets.UTF_8);
    byte[] weights = weightsOf(model);
    for (long seed = 0; seed < CASES; seed++) {
      byte[] damaged = damage(config.clone(), new SplittableRandom(seed));
      readOrRefuse(model.zip(folder, damaged, weights), seed);
    }
  }

  private static byte[] weightsOf(TestModel model) throws IOException {
    try (KerasArchive archive = KerasArchive.open(model.keras(folder))) {
      return archive.entry(KerasArchive.WEIGHTS, 1 << 20);
    }
  }

  private static void readOrRefuse(byte[] file, int cases) throws IOException {
    Path path = Files.createTempFile(folder, "damaged", ".model");
    int refused = 0;
    for (long seed = 0; seed < cases; seed++) {
      Files.write(path, damage(file.clone(), new SplittableRandom(seed)));
      refused += readOrRefuse(path, seed) ? 0 : 1;
    }
    assertThat(refused).as("files refused").isGreaterThan(cases / 8);
  }

  /** Whether the file was read. */
  private static boolean readOrRefuse(Path file, long seed) throws IOException {
    long start = System.nanoTime();
    try {
      WholeWay.go(KerasFile.read(file));
      return true;
    } catch (InvalidModelException e) {
      WholeWay.assertTellsLines(e.problems(), seed);
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("damaged model crashed the reader: seed=" + seed, e);
    } finally {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertThat(seconds).as("seconds, seed=%d", seed).isLessThan(5);
    }
  }

  private static byte[] damage(byte[] file, SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
      case 1 -> flip(file, random, 1);
      case 2 -> flip(file, random, 1 + random.nextInt(20));
      case 3 -> swap(file, random);
      default -> copy(file, random);
    };
  }

  private static byte[] flip(byte[] file, SplittableRandom random, int bits) {
    for (int i = 0; i < bits; i++) {
      file[position(file, random)] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  private static byte[] swap(byte[] file, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      file[position(file, random)] = file[position(file, random)];
    }
    return file;
  }

  /** Puts a piece of the file somewhere else. */
  private static byte[] copy(byte[] file, SplittableRandom random) {
    int from = position(file, random);
    int to = position(file, random);
    int length = Math.min(1 + random.nextInt(64), file.length - Math.max(from, to));
    System.arraycopy(file, from, file, to, length);
    return file;
  }

  /** What tells the rest is mostly in front. */
  private static int position(byte[] file, SplittableRandom random) {
    return random.nextInt(random.nextBoolean() ? Math.min(file.length, 8192) : file.length);
  }
}
