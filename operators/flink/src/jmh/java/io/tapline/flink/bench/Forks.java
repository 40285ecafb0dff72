/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures with JMH: each row in a process of its own, whose compiler has seen nothing else. */
final class Forks {

  /** With all of the heap there from the start, neither its growth nor first touches count. */
  static final List<String> FLAGS =
      List.of("-XX:+UseG1GC", "-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch");

  static final long HEAP_MEGABYTES = 3 << 10;

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
   * Nanoseconds of a reading, for each iteration.
   *
   * @throws RunnerException if it fails, with what the log says
   */
  List<Double> nanosPerReading(Subject subject) throws RunnerException {
    long records =
        (long) AlignStreams.turns(subject) * subject.recordsPerTurn() * subject.devices();
    long readings = records * subject.readingsPerRecord();
    Options options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(AlignStreams.class.getName() + "."))
            .param("implementation", subject.implementation().name())
            .param("channels", String.valueOf(subject.channels()))
            .param("shape", subject.shape().name())
            .param("order", subject.order().name())
            .param("devices", String.valueOf(subject.devices()))
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(effort.warmUpMillis()))
            .measurementIterations(effort.iterations(readings))
            .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
            .jvmArgs(FLAGS.toArray(String[]::new))
            .shouldFailOnError(true)
            .build();
    RunResult result = new Runner(options, chatter).runSingle();
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> iteration.getPrimaryResult().getScore() / readings)
        .toList();
  }
}
