/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.runner.RunnerException;

/** One run of everything: neighbours of a table are neighbours in time. */
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
  private final Map<ReferenceNetwork, StateMemory> memory = new LinkedHashMap<>();
  private final Map<Subject, List<Double>> nanosPerFrame = new LinkedHashMap<>();
  private final List<Double> peaks = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  KernelRun(List<ReferenceNetwork> networks, Effort effort, PrintStream log) {
    this.networks = List.copyOf(networks);
    this.effort = effort;
    this.forks = new Forks(effort, log);
    for (ReferenceNetwork network : networks) {
      memory.put(network, StateMemory.of(network.compile()));
      planSpeed(network);
      planDevices(network);
    }
  }

  private void planSpeed(ReferenceNetwork network) {
    plan(new Subject(network, network.hop(), Implementation.ORT_WINDOW));
    for (int frames : FRAMES) {
      for (Implementation implementation : TAPLINE) {
        plan(new Subject(network, frames, implementation));
      }
    }
    if (network.hop() == 1) {
      plan(new Subject(network, KernelBenchmark.CHUNK, Implementation.ORT_CHUNK64));
    }
  }

  private void planDevices(ReferenceNetwork network) {
    for (int devices : effort.devices()) {
      if (!memory.get(network).fits(devices)) {
        notes.add(memory.get(network).shortage(network, devices));
      }
    }
    for (int frames : effort.deviceFrames()) {
      for (int devices : effort.devices()) {
        if (memory.get(network).fits(devices)) {
          plan(new Subject(network, frames, Implementation.TAPLINE_VECTOR, devices));
        }
      }
    }
  }

  private void plan(Subject subject) {
    nanosPerFrame.put(subject, new ArrayList<>());
  }

  /** Processes that it starts. */
  int steps() {
    int rounds = nanosPerFrame.keySet().stream().mapToInt(this::rounds).sum();
    return PEAKS + rounds + starts().size();
  }

  private int rounds(Subject subject) {
    return subject.devices() == 1 ? effort.rounds() : effort.deviceRounds();
  }

  private List<Implementation> starts() {
    return networks.contains(START_NETWORK) ? TAPLINE : List.of();
  }

  /**
   * @param bar steps with every process
   */
  Results measure(ProgressBar bar) throws RunnerException, IOException, InterruptedException {
    noteNeighbours();
    measurePeak(bar);
    for (int round = 0; round < effort.rounds(); round++) {
      for (Map.Entry<Subject, List<Double>> measured : nanosPerFrame.entrySet()) {
        if (round < rounds(measured.getKey())) {
          bar.setExtraMessage(" " + measured.getKey());
          measured.getValue().addAll(nanosPerFrame(measured.getKey()));
          bar.step();
        }
      }
      if (round == effort.rounds() / 2) {
        measurePeak(bar);
      }
    }
    List<StartRow> start = new ArrayList<>();
    for (Implementation implementation : starts()) {
      bar.setExtraMessage(" start of " + implementation.label());
      start.add(Start.measure(START_NETWORK, START_FRAMES, implementation));
      bar.step();
    }
    measurePeak(bar);
    double peak = Median.of(peaks);
    return new Results(Machine.thisOne(), peak, rows(peak), deviceRows(), start, notes);
  }

  /** A busy machine gives medians of something else. */
  private void noteNeighbours() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int cores = Runtime.getRuntime().availableProcessors();
    if (load > cores / 2.0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the machine was busy before the start, rows are less certain: load=%.1f, cores=%d",
              load,
              cores));
    }
  }

  /** At the start, the middle and the end: clocks change with heat and neighbours. */
  private void measurePeak(ProgressBar bar) throws RunnerException {
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
    List<Double> nanos =
        TAPLINE.contains(subject.implementation()) ? tapline(subject) : onnxRuntime(subject);
    return nanos.stream().map(call -> call / subject.frames()).toList();
  }

  private List<Double> tapline(Subject subject) throws RunnerException {
    long heap = memory.get(subject.network()).heapMegabytes(subject.devices());
    return forks.nanosPerCall(
        TaplineStreams.class,
        Map.of(
            "network", subject.network(), "frames", subject.frames(), "devices", subject.devices()),
        JvmFlags.of(subject.implementation(), heap),
        effort.warmUpMillis());
  }

  private List<Double> onnxRuntime(Subject subject) throws RunnerException {
    if (subject.network().hop() > 1) {
      return forks.nanosPerCall(
          OnnxWindows.class,
          Map.of("network", subject.network()),
          JvmFlags.of(subject.implementation()),
          SHORT_WARM_UP_MILLIS);
    }
    return forks.nanosPerCall(
        OnnxStream.class,
        Map.of("network", subject.network(), "frames", subject.frames()),
        JvmFlags.of(subject.implementation()),
        SHORT_WARM_UP_MILLIS);
  }

  private List<Row> rows(double peak) {
    List<Row> rows = new ArrayList<>();
    nanosPerFrame.forEach(
        (subject, nanos) -> {
          if (subject.devices() == 1) {
            rows.add(Row.of(subject, Median.of(nanos), peak));
          }
        });
    return rows;
  }

  private List<DeviceRow> deviceRows() {
    List<DeviceRow> rows = new ArrayList<>();
    nanosPerFrame.forEach(
        (subject, nanos) -> {
          if (subject.devices() > 1) {
            Subject fewest =
                new Subject(
                    subject.network(),
                    subject.frames(),
                    subject.implementation(),
                    effort.devices().get(0));
            double times = Median.of(nanos) / Median.of(nanosPerFrame.get(fewest));
            rows.add(DeviceRow.of(subject, Median.of(nanos), times));
          }
        });
    return rows;
  }
}
