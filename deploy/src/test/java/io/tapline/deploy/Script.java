/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what a user would type. */
final class Script {

  /** The project's own folder. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  static final Path DEPLOY = ROOT.resolve("deploy");
  static final Path STANDALONE = DEPLOY.resolve("standalone");

  private static final int PATIENCE_SECONDS = 300;

  private Script() {}

  /** What a command left: its exit code, and what it printed without the last line's end. */
  record Outcome(int exitCode, String out, String err) {

    /** What was printed, of a command that must not fail. */
    String orFail() {
      if (exitCode != 0) {
        throw new AssertionError("script failed: exit code=%d%n%s".formatted(exitCode, err));
      }
      return out;
    }
  }

  /** Runs one of the scripts of deploy/standalone. */
  static Outcome run(Map<String, String> environment, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(STANDALONE.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return run(environment, ROOT, command);
  }

  static Outcome run(Map<String, String> environment, Path folder, List<String> command)
      throws IOException, InterruptedException {
    // Into files: processes that outlive the script must not be waited for because of a pipe.
    Path out = Files.createTempFile("script-", ".out");
    Path err = Files.createTempFile("script-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "script does not end: command=%s, waited=%d s%n%s"
                .formatted(command, PATIENCE_SECONDS, Files.readString(err)));
      }
      return new Outcome(
          process.exitValue(),
          Files.readString(out).stripTrailing(),
          Files.readString(err).stripTrailing());
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
