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

/** Runs what the README tells a reader to run. */
class ReadmeIT {

  private static final Path ROOT = Path.of("../..");

  @Test
  void shouldTellOnlyCommandsThatWork() throws IOException {
    Files.createDirectories(ROOT.resolve("target"));
    List<String> commands =
        Files.readAllLines(ROOT.resolve("README.md")).stream()
            .filter(line -> line.startsWith("./tapline "))
            .map(line -> line.replaceFirst("#.*", "").strip())
            // The whole demo is the short one below, only longer.
            .filter(line -> !line.equals("./tapline demo"))
            .toList();

    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (String command : commands) {
      Invocation run = Invocation.of(arguments(command));
      assertThat(run.err()).as(command).isEmpty();
      assertThat(run.exitCode()).as(command + "\n" + run.out()).isZero();
    }
  }

  /** The words after the command's name; paths of the README start at the root. */
  private static Object[] arguments(String command) {
    return List.of(command.split(" ")).stream()
        .skip(1)
        .map(word -> word.contains("/") ? ROOT.resolve(word).toString() : word)
        .toArray();
  }
}
