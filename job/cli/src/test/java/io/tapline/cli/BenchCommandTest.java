/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told before anything is measured: a benchmark itself needs a build of its own. */
class BenchCommandTest {

  @TempDir Path folder;

  @Test
  void shouldTeachWhatIsMeasured() {
    assertThat(Invocation.of("bench").out()).contains("kernels", "align");
    assertThat(Invocation.of("bench", "kernels", "--help").out())
        .contains(
            "N1",
            "N4",
            "ort-window",
            "ort-chunk64",
            "ort-state",
            "--json=FILE",
            "Default: N1,N2,N3,N4,L1,")
        .contains("tapline bench kernels --json kernels.json");
  }

  @Test
  void shouldTeachWhatTheAlignBenchmarkCompares() {
    assertThat(Invocation.of("bench", "align", "--help").out())
        .contains("flink-windows", "state-access", "100,000", "--json=FILE", "--quick")
        .contains("readingsPerSecond", "otherRows")
        .contains("tapline bench align --quick --json align.json");
  }

  @Test
  void shouldTellWhichNetworksThereAre() {
    Invocation wrong = Invocation.of("bench", "kernels", "--net", "N1,N5");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("N1, N2, N3, N4, L1, L2", "N5");
  }

  @Test
  void shouldTellBeforeItMeasuresThatTheResultsHaveNoPlace() throws IOException {
    Path locked = Files.createFile(folder.resolve("locked.json"));
    assertThat(locked.toFile().setWritable(false)).isTrue();

    for (String benchmark : List.of("kernels", "align")) {
      assertThat(refusal(benchmark, folder.resolve("none/results.json")))
          .startsWith("tapline: there is no such folder to write to: folder=");
      assertThat(refusal(benchmark, folder)).startsWith("tapline: file cannot be written");
      // Root may write to anything.
      if (!Files.isWritable(locked)) {
        assertThat(refusal(benchmark, locked)).startsWith("tapline: file cannot be written");
      }
    }
  }

  @Test
  void shouldTellThatItRunsFromTheSourceTree() {
    shouldRunFromTheSourceTree(Invocation.of("bench", "kernels", "--quick", "--net", "n1"));
    shouldRunFromTheSourceTree(Invocation.of("bench", "align", "--quick"));
  }

  private static void shouldRunFromTheSourceTree(Invocation elsewhere) {
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.errLines())
        .containsExactly("tapline: benchmarks run from the source tree: use its ./tapline");
  }

  private static String refusal(String benchmark, Path json) {
    Invocation refused = Invocation.of("bench", benchmark, "--json", json);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.errLines()).hasSize(1);
    return refused.err();
  }
}
