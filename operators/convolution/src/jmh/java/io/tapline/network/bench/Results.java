/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.util.List;
import java.util.Optional;

/**
 * All that a run measured; as JSON, these are the keys.
 *
 * @param machine where it ran
 * @param peakGflops what the machine can do: fused multiply-adds in registers, two operations each
 * @param rows speed of each network
 * @param devices speed where devices take turns
 * @param start how a fresh process comes up to speed
 * @param notes what makes rows less certain, or was not measured
 */
record Results(
    Machine machine,
    double peakGflops,
    List<Row> rows,
    List<DeviceRow> devices,
    List<StartRow> start,
    List<String> notes) {

  Optional<Row> row(ReferenceNetwork net, int frames, Implementation implementation) {
    return rows.stream()
        .filter(row -> row.net() == net)
        .filter(row -> row.frames() == frames)
        .filter(row -> row.implementation() == implementation)
        .findFirst();
  }
}
