/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.source.Damage;
import io.tapline.models.source.WholeWay;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever happens to the bytes of a model, it runs or is refused, soon and in little memory. */
class DamagedOnnxTest {
  private static final int CASES = 10_000;
  private static final long MOST_BYTES = 512L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void shouldReadOrRefuseDamagedFiles() {
    List<byte[]> files = ValidModels.all();
    int refused = 0;
    for (long seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] file = damage(files, random);
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      try {
        OnnxModel model = OnnxFile.parse(file, Path.of("."), ModelInput.UNKNOWN);
        WholeWay.go(new ImportedNetwork(model.network(), model.inputFrames()));
      } catch (InvalidModelException e) {
        refused++;
        WholeWay.assertTellsLines(e.problems(), seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("damaged model crashed the reader: seed=" + seed, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("time, seed=%d", seed)
          .isLessThan(LONGEST);
      assertThat(threads.getCurrentThreadAllocatedBytes() - bytes)
          .as("bytes allocated, seed=%d", seed)
          .isLessThan(MOST_BYTES);
    }
    assertThat(refused).as("models refused").isBetween(CASES / 4, CASES - 1);
  }

  private static byte[] damage(List<byte[]> files, SplittableRandom random) {
    byte[] file = files.get(random.nextInt(files.size())).clone();
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(file, random.nextInt(file.length));
      case 1 -> Damage.flip(file, random, 1);
      case 2 -> Damage.flip(file, random, 1 + random.nextInt(10));
      case 3 -> Damage.swap(file, random);
      case 4 -> splice(file, files.get(random.nextInt(files.size())), random);
      default -> enlarge(file, random);
    };
  }

  /** Puts a piece of another file in. */
  private static byte[] splice(byte[] file, byte[] other, SplittableRandom random) {
    int from = random.nextInt(other.length);
    int to = Math.min(other.length, from + 1 + random.nextInt(200));
    int at = random.nextInt(file.length);
    byte[] spliced = Arrays.copyOf(file, file.length + to - from);
    System.arraycopy(other, from, spliced, at, to - from);
    System.arraycopy(file, at, spliced, at + to - from, file.length - at);
    return spliced;
  }

  /** Makes numbers huge: varints of up to ten bytes, wherever they fall. */
  private static byte[] enlarge(byte[] file, SplittableRandom random) {
    int at = random.nextInt(file.length);
    for (int i = at; i < Math.min(file.length, at + 1 + random.nextInt(9)); i++) {
      file[i] |= (byte) 0x80;
    }
    return file;
  }
}
