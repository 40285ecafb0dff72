/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that {@code replay} cannot write, which only the tasks of its job find out. */
class UnwritableOutputsIT {

  @TempDir Path folder;
  private Path config;
  private Path recording;

  @BeforeEach
  void record() throws IOException {
    config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    StringBuilder rows = new StringBuilder("device,channel,timestamp_us,value\n");
    for (int i = 0; i < 2_000; i++) {
      rows.append("pump-1,pressure,").append(i * 2_500).append(",2\npump-1,unknown,1,2\n");
    }
    recording = Files.writeString(folder.resolve("a.csv"), rows);
  }

  @Test
  void shouldTellThatFramesCannotBeMadeInAFolder() {
    // Where nobody can make a file, not even root.
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc on this system");

    for (String ending : List.of("csv", "npy", "parquet")) {
      assertThat(refused("--frames", "/proc/x." + ending))
          .containsExactly(
              "tapline: the frames cannot be written: file=/proc/x."
                  + ending
                  + ", reason=no such file or folder");
    }
  }

  @Test
  void shouldTellThatAFolderHasTheNameOfResults() throws IOException {
    Path rejected = Files.createDirectories(folder.resolve("out/rejected.csv"));

    assertThat(refused("--out", folder.resolve("out")))
        .containsExactly(
            "tapline: file cannot be written: file=" + rejected + ", reason=Is a directory");
  }

  @Test
  void shouldTellThatTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full on this system");
    Path out = Files.createDirectory(folder.resolve("out"));
    Path rejected = Files.createSymbolicLink(out.resolve("rejected.csv"), full);

    assertThat(refused("--out", out))
        .containsExactly(
            "tapline: file cannot be written: file="
                + rejected
                + ", reason=No space left on device");
  }

  @Test
  void shouldTellThatAFileHasTheNameOfTheFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "");

    assertThat(refused("--out", file))
        .containsExactly(
            "tapline: --out must be a folder that can be written: file="
                + file
                + ", reason=another file has its name");
  }

  private List<String> refused(Object... outputs) {
    List<Object> arguments =
        new ArrayList<>(List.of("replay", "--config", config, "--recording", recording));
    arguments.addAll(List.of(outputs));
    Invocation replay = Invocation.of(arguments.toArray());
    assertThat(replay.exitCode()).as(replay.err()).isEqualTo(2);
    return replay.errLines();
  }
}
