/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Streams that do not end: a call sends what arrives in some whole turns. */
@State(Scope.Thread)
public class AlignStreams {

  @Param public Implementation implementation;

  @Param("15")
  public int channels;

  @Param public Shape shape;

  @Param public Order order;

  @Param("10")
  public int devices;

  private MeasuredOperator operator;
  private ReadingStream stream;
  private int turns;

  /** Whole turns of a call: Flink's windows all fire at the end of a tick. */
  static int turns(Subject subject) {
    return Arrivals.turns(subject.devices(), subject.recordsPerTurn());
  }

  @Setup
  public void start(Blackhole blackhole) throws Exception {
    Subject subject = new Subject(implementation, channels, shape, order, devices);
    operator = MeasuredOperator.open(subject, blackhole::consume);
    stream = new ReadingStream(subject, operator);
    turns = turns(subject);
  }

  @Benchmark
  public void send() throws Exception {
    stream.send(turns);
  }

  @TearDown
  public void stop() throws Exception {
    operator.close();
  }
}
