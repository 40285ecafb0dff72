/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.bench;

import io.tapline.cli.UserFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final byte[] INCUBATOR_LINE =
      ("WARNING: Using incubator modules: " + VECTOR_MODULE + System.lineSeparator())
          .getBytes(StandardCharsets.UTF_8);

  private BenchmarkProcess() {}

  /**
   * Runs the program on this one's terminal, and returns its exit code.
   *
   * @throws UserFault if it was not built, or this JDK does not have the module that it measures
   */
  static int run(String program, List<String> arguments) throws IOException, InterruptedException {
    String classPath = System.getProperty(CLASS_PATH);
    if (classPath == null) {
      throw new UserFault("benchmarks run from the source tree: use its ./tapline");
    }
    if (ModuleFinder.ofSystem().find(VECTOR_MODULE).isEmpty()) {
      throw new UserFault(
          "this JDK lacks the module that is measured, use a full one: module="
              + VECTOR_MODULE
              + ", java.home="
              + System.getProperty("java.home"));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", VECTOR_MODULE));
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

  /** All but the line that every JVM with an incubator's module begins with, until it ends. */
  private static void passOnErrors(InputStream errors) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(errors);
    bytes.mark(INCUBATOR_LINE.length);
    if (!Arrays.equals(bytes.readNBytes(INCUBATOR_LINE.length), INCUBATOR_LINE)) {
      bytes.reset();
    }
    bytes.transferTo(System.err);
  }
}
