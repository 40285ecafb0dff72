/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Decides from the seed which faults a plant has: as many of each kind, spread over all devices but
 * two, which stay healthy.
 */
final class FaultPlan {

  private static final List<SensorGroup> BEARING_PARTS =
      List.of(SensorGroup.GEARBOX, SensorGroup.PUMP, SensorGroup.MOTOR);
  private static final List<SensorGroup> ROTOR_PARTS = List.of(SensorGroup.MOTOR, SensorGroup.PUMP);
  private static final int HEALTHY_DEVICES = 2;
  private static final double LEAST_SECONDS = 6;
  private static final double MOST_SECONDS = 12;
  private static final double LEAST_SEVERITY = 0.55;

  /** No fault before the network is warm, nor so near the end that nobody could tell. */
  private static final double FIRST_SECONDS = 4;

  private static final double LAST_SECONDS = 2;

  /** Between two faults of a device the scores must have come down again. */
  private static final long APART_MICROS = 4_000_000;

  private final Noise noise;
  private final long startMicros;
  private final double seconds;
  private final List<Fault> faults = new ArrayList<>();

  private FaultPlan(Noise noise, long startMicros, double seconds) {
    this.noise = noise;
    this.startMicros = startMicros;
    this.seconds = seconds;
  }

  /**
   * Faults in the order of their start.
   *
   * @param secondsPerFault one fault of each kind in so many seconds, and at least one
   */
  static List<Fault> of(
      long seed, List<String> devices, long startMicros, double seconds, double secondsPerFault) {
    FaultPlan plan = new FaultPlan(Noise.of(seed, "faults"), startMicros, seconds);
    plan.place(devices, (int) Math.max(1, Math.rint(seconds / secondsPerFault)));
    plan.faults.sort(Comparator.comparingLong(Fault::startMicros).thenComparing(Fault::device));
    return Collections.unmodifiableList(plan.faults);
  }

  private void place(List<String> devices, int ofEachKind) {
    List<String> faulty = shuffled(devices).subList(HEALTHY_DEVICES, devices.size());
    FaultKind[] kinds = FaultKind.values();
    for (int i = 0; i < ofEachKind * kinds.length; i++) {
      // The second round starts one device further, so that a device meets another kind.
      String device = faulty.get((i + i / faulty.size()) % faulty.size());
      FaultKind kind = kinds[i % kinds.length];
      faults.add(freeOfOthers(device, kind, part(kind, i / kinds.length)));
    }
  }

  private Fault freeOfOthers(String device, FaultKind kind, SensorGroup part) {
    double severity = noise.uniform(LEAST_SEVERITY, 1);
    while (true) {
      double length = noise.uniform(LEAST_SECONDS, MOST_SECONDS);
      double start = noise.uniform(FIRST_SECONDS, seconds - LAST_SECONDS - length);
      Fault fault = new Fault(device, kind, part, micros(start), micros(start + length), severity);
      if (faults.stream().noneMatch(other -> tooNear(fault, other))) {
        return fault;
      }
    }
  }

  /** Every part has its turn. */
  private static SensorGroup part(FaultKind kind, int round) {
    return switch (kind) {
      case BEARING -> BEARING_PARTS.get(round % BEARING_PARTS.size());
      case IMBALANCE -> ROTOR_PARTS.get(round % ROTOR_PARTS.size());
      case STUCK_VALVE -> SensorGroup.PROCESS;
    };
  }

  private static boolean tooNear(Fault a, Fault b) {
    return a.device().equals(b.device())
        && a.startMicros() < b.endMicros() + APART_MICROS
        && b.startMicros() < a.endMicros() + APART_MICROS;
  }

  private long micros(double second) {
    return startMicros + (long) (second * 1_000_000);
  }

  /** Fisher-Yates. */
  private List<String> shuffled(List<String> devices) {
    List<String> shuffled = new ArrayList<>(devices);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, (int) noise.integer(0, i + 1));
    }
    return shuffled;
  }
}
