/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The program behind {@code tapline bench kernels}, which has checked its arguments. Exit codes as
 * that command's.
 */
public final class KernelBenchmark {

  /** Frames of the largest call. */
  static final int CHUNK = 64;

  private static final int USER_FAULT = 2;

  private KernelBenchmark() {}

  /**
   * Measures, and prints tables.
   *
   * @param arguments names of networks with commas between; {@code full} or {@code quick}; then, if
   *     wanted, the file for the results as JSON
   */
  public static void main(String[] arguments)
      throws RunnerException, OrtException, IOException, InterruptedException {
    List<ReferenceNetwork> networks =
        Stream.of(arguments[0].split(",")).map(ReferenceNetwork::valueOf).distinct().toList();
    Effort effort = arguments[1].equals("quick") ? Effort.QUICK : Effort.FULL;
    for (ReferenceNetwork network : networks) {
      Agreement.check(network);
    }
    Results results = measure(networks, effort);
    new Report(results, System.out).print();
    if (arguments.length > 2 && !write(results, Path.of(arguments[2]))) {
      System.exit(USER_FAULT);
    }
  }

  private static Results measure(List<ReferenceNetwork> networks, Effort effort)
      throws RunnerException, IOException, InterruptedException {
    // Others that measure at the same time disturb, and are not to be waited for.
    System.setProperty("jmh.ignoreLock", "true");
    Path log = Files.createTempFile("tapline-bench-", ".log");
    try (PrintStream chatter =
        new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
      KernelRun run = new KernelRun(networks, effort, chatter);
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
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(file.toFile(), results);
      return true;
    } catch (IOException e) {
      System.err.println(
          "tapline: file cannot be written: file=" + file + ", reason=" + e.getMessage());
      return false;
    }
  }
}
