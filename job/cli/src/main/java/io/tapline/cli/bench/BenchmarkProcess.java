/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.bench;

import io.tapline.cli.UserFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A benchmark is a program of its own, with libraries that this one does not have: the launcher
 * builds it, and names its class path.
 */
final class BenchmarkProcess {

  private static final String CLASS_PATH = "tapline.bench.classpath";

  /** Options against warnings, of which an older JVM does not know the second. */
  private static final List<String> QUIET =
      List.of("--enable-native-access=", "--sun-misc-unsafe-memory-access=");

  /** What every JVM with a module of the incubator begins with. */
  private static final byte[] INCUBATOR_LINE =
      ("WARNING: Using incubator modules: jdk.incubator.vector" + System.lineSeparator())
          .getBytes(StandardCharsets.UTF_8);

  private BenchmarkProcess() {}

  /**
   * Runs the program on this one's terminal, and returns its exit code.
   *
   * @param modules of the JDK that it measures, beside those that are there by default
   * @throws UserFault if it was not built, or this JDK does not have such a module
   */
  static int run(String program, List<String> arguments, List<String> modules)
      throws IOException, InterruptedException {
    String classPath = System.getProperty(CLASS_PATH);
    if (classPath == null) {
      throw new UserFault("benchmarks run from the source tree: use its ./tapline");
    }
    modules.forEach(BenchmarkProcess::require);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    modules.forEach(module -> command.addAll(List.of("--add-modules", module)));
    command.addAll(quietOptions());
    command.addAll(List.of("-cp", classPath, program));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE).start();
    // Ctrl-C reaches both; what ends this process alone must not leave the other behind.
    Thread end = new Thread(process::destroy, "end-benchmark");
    Runtime.getRuntime().addShutdownHook(end);
    passOnErrors(process.getErrorStream());
    int exitCode = process.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // Both are ending already.
    }
    return exitCode;
  }

  private static void require(String module) {
    if (ModuleFinder.ofSystem().find(module).isEmpty()) {
      throw new UserFault(
          "this JDK lacks the module that is measured, use a full one: module="
              + module
              + ", java.home="
              + System.getProperty("java.home"));
    }
  }

  /** What the launcher gave this JVM against warnings; the other one is of the same JDK. */
  private static List<String> quietOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> QUIET.stream().anyMatch(option::startsWith))
        .toList();
  }

  /** All but the line about an incubator's module, until the process ends. */
  private static void passOnErrors(InputStream errors) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(errors);
    bytes.mark(INCUBATOR_LINE.length);
    if (!Arrays.equals(bytes.readNBytes(INCUBATOR_LINE.length), INCUBATOR_LINE)) {
      bytes.reset();
    }
    bytes.transferTo(System.err);
  }
}
