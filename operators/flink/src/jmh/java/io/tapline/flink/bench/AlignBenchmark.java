/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The program behind {@code tapline bench align}, which has checked its arguments. Exit codes as
 * that command's.
 */
public final class AlignBenchmark {

  private static final int USER_FAULT = 2;

  /** The heap that is measured in, and what a JVM takes beside it. */
  private static final long NEEDED_MEGABYTES = Forks.HEAP_MEGABYTES + 512;

  private AlignBenchmark() {}

  /**
   * Measures, and prints tables.
   *
   * @param arguments {@code full} or {@code quick}; then, if wanted, the file for the results as
   *     JSON
   */
  public static void main(String[] arguments) throws Exception {
    long free = Machine.freeMegabytes();
    if (free < NEEDED_MEGABYTES) {
      System.err.printf(
          "tapline: too little memory is free, end other programs: needed=%d MB, free=%d MB%n",
          NEEDED_MEGABYTES, free);
      System.exit(USER_FAULT);
    }
    Results results = measure(arguments[0].equals("quick") ? Effort.QUICK : Effort.FULL);
    new Report(results, System.out).print();
    if (arguments.length > 1 && !write(results, Path.of(arguments[1]))) {
      System.exit(USER_FAULT);
    }
  }

  private static Results measure(Effort effort) throws Exception {
    // Others that measure at the same time disturb, and are not to be waited for.
    System.setProperty("jmh.ignoreLock", "true");
    Path log = Files.createTempFile("tapline-bench-", ".log");
    try (PrintStream chatter =
        new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
      AlignRun run = new AlignRun(effort, chatter);
      run.checkAgreement();
      try (ProgressBar bar = bar(run.steps())) {
        return run.measure(bar);
      }
    } catch (RunnerException e) {
      throw new RunnerException("JMH tells more: log=" + log, e);
    }
  }

  private static ProgressBar bar(int steps) {
    return new ProgressBarBuilder()
        .setTaskName("Measuring")
        .setInitialMax(steps)
        .setUnit(" rows", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(System.console() == null ? 5_000 : 250)
        .setMaxRenderedLength(100)
        .build();
  }

  private static boolean write(Results results, Path file) {
    try {
      results.write(file);
      return true;
    } catch (IOException e) {
      System.err.println(
          "tapline: file cannot be written: file=" + file + ", reason=" + e.getMessage());
      return false;
    }
  }
}
