/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures with JMH: each time in a process of its own, whose compiler has seen nothing else. */
final class Forks {

  private static final int WARM_UP_ITERATIONS = 3;

  private final Effort effort;
  private final OutputFormat chatter;

  /**
   * @param log takes what JMH has to say
   */
  Forks(Effort effort, PrintStream log) {
    this.effort = effort;
    this.chatter = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
  }

  /**
   * Nanoseconds of a call, for each iteration.
   *
   * @param benchmark a class with one benchmark
   * @param parameters values of its parameters
   * @param flags of the JVM
   * @param warmUpMillis time of calls before any counts
   * @throws RunnerException if it fails, with what the log says
   */
  List<Double> nanosPerCall(
      Class<?> benchmark, Map<String, ?> parameters, List<String> flags, int warmUpMillis)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark.getName() + "."))
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(WARM_UP_ITERATIONS)
            .warmupTime(TimeValue.milliseconds(warmUpMillis / WARM_UP_ITERATIONS))
            .measurementIterations(effort.iterations())
            .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
            .jvmArgs(flags.toArray(String[]::new))
            .shouldFailOnError(true);
    parameters.forEach((name, value) -> options.param(name, value.toString()));
    RunResult result = new Runner(options.build(), chatter).runSingle();
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> iteration.getPrimaryResult().getScore())
        .toList();
  }
}
