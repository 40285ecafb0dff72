/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.runner.RunnerException;

/** One run of everything, row by row: neighbours of a table are neighbours in time. */
final class KernelRun {

  private static final List<Integer> FRAMES = List.of(1, 4, 16, KernelBenchmark.CHUNK);
  private static final List<Implementation> TAPLINE =
      List.of(Implementation.TAPLINE_VECTOR, Implementation.TAPLINE_SCALAR);
  private static final int PEAKS = 3;

  /** For what is compiled ahead of time, or has one loop. */
  private static final int SHORT_WARM_UP_MILLIS = 450;

  /** What a fresh process is measured with. */
  private static final ReferenceNetwork START_NETWORK = ReferenceNetwork.N3;

  private static final int START_FRAMES = 16;

  private final List<ReferenceNetwork> networks;
  private final Effort effort;
  private final Forks forks;
  private final List<Double> peaks = new ArrayList<>();
  private final Map<Subject, List<Double>> nanosPerFrame = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private ProgressBar bar;

  /** What a row is about. */
  private record Subject(ReferenceNetwork network, int frames, Implementation implementation) {}

  KernelRun(List<ReferenceNetwork> networks, Effort effort, PrintStream log) {
    this.networks = List.copyOf(networks);
    this.effort = effort;
    this.forks = new Forks(effort, log);
    for (ReferenceNetwork network : networks) {
      nanosPerFrame.put(new Subject(network, 1, Implementation.ORT_WINDOW), new ArrayList<>());
      for (int frames : FRAMES) {
        for (Implementation implementation : TAPLINE) {
          nanosPerFrame.put(new Subject(network, frames, implementation), new ArrayList<>());
        }
      }
      nanosPerFrame.put(
          new Subject(network, KernelBenchmark.CHUNK, Implementation.ORT_CHUNK64),
          new ArrayList<>());
    }
  }

  /** Processes that it starts. */
  int steps() {
    return PEAKS
        + effort.rounds() * nanosPerFrame.size()
        + networks.size() * effort.deviceFrames().size() * effort.devices().size()
        + starts().size();
  }

  /**
   * @param progress steps with every process
   */
  Results measure(ProgressBar progress) throws RunnerException, IOException, InterruptedException {
    bar = progress;
    measurePeak();
    for (int round = 0; round < effort.rounds(); round++) {
      for (Subject subject : nanosPerFrame.keySet()) {
        nanosPerFrame.get(subject).addAll(nanosPerFrame(subject));
      }
    }
    measurePeak();
    List<DeviceRow> devices = devices();
    List<StartRow> start = start();
    measurePeak();
    double peak = Median.of(peaks);
    List<Row> rows = new ArrayList<>();
    nanosPerFrame.forEach(
        (subject, nanos) ->
            rows.add(
                Row.of(
                    subject.network(),
                    subject.frames(),
                    subject.implementation(),
                    Median.of(nanos),
                    peak)));
    return new Results(Machine.thisOne(), peak, rows, devices, start, notes);
  }

  /** At the start, the middle and the end: clocks change with heat and neighbours. */
  private void measurePeak() throws RunnerException {
    bar.setExtraMessage(" peak of the machine");
    List<Double> nanos =
        forks.nanosPerCall(
            FmaPeak.class,
            Map.of(),
            JvmFlags.of(Implementation.TAPLINE_VECTOR),
            SHORT_WARM_UP_MILLIS);
    peaks.add(FmaPeak.operations() / Median.of(nanos));
    bar.step();
  }

  private List<Double> nanosPerFrame(Subject subject) throws RunnerException {
    Implementation implementation = subject.implementation();
    int frames = subject.frames();
    bar.setExtraMessage(" " + subject.network() + " " + implementation.label() + " " + frames);
    boolean ours = TAPLINE.contains(implementation);
    List<Double> nanos =
        forks.nanosPerCall(
            ours ? TaplineStreams.class : OnnxStream.class,
            Map.of("network", subject.network(), "frames", frames),
            JvmFlags.of(implementation),
            ours ? effort.warmUpMillis() : SHORT_WARM_UP_MILLIS);
    bar.step();
    return nanos.stream().map(call -> call / frames).toList();
  }

  private List<DeviceRow> devices() throws RunnerException {
    List<DeviceRow> rows = new ArrayList<>();
    for (ReferenceNetwork network : networks) {
      StateMemory memory = StateMemory.of(network.compile());
      for (int frames : effort.deviceFrames()) {
        double fewest = Double.NaN;
        for (int devices : effort.devices()) {
          bar.setExtraMessage(" " + network + " " + devices + " devices " + frames);
          if (memory.fits(devices)) {
            double nanos = nanosPerFrame(network, frames, devices, memory);
            fewest = Double.isNaN(fewest) ? nanos : fewest;
            rows.add(new DeviceRow(network, frames, devices, nanos, nanos / fewest));
          } else {
            notes.add(memory.shortage(network, devices));
          }
          bar.step();
        }
      }
    }
    return rows;
  }

  private double nanosPerFrame(
      ReferenceNetwork network, int frames, int devices, StateMemory memory)
      throws RunnerException {
    List<Double> nanos =
        forks.nanosPerCall(
            TaplineStreams.class,
            Map.of("network", network, "frames", frames, "devices", devices),
            JvmFlags.of(Implementation.TAPLINE_VECTOR, memory.heapMegabytes(devices)),
            effort.warmUpMillis());
    return Median.of(nanos) / frames;
  }

  private List<Implementation> starts() {
    return networks.contains(START_NETWORK) ? TAPLINE : List.of();
  }

  private List<StartRow> start() throws IOException, InterruptedException {
    List<StartRow> rows = new ArrayList<>();
    for (Implementation implementation : starts()) {
      bar.setExtraMessage(" start " + implementation.label());
      rows.add(Start.measure(START_NETWORK, START_FRAMES, implementation));
      bar.step();
    }
    return rows;
  }
}
