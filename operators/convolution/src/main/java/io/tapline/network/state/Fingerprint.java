/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.state;

import io.tapline.network.graph.Window;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.Padding;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.StateSlot;
import java.util.List;

/**
 * Tells networks apart by what they compute: SHA-256 over topology and weights, of which the first
 * eight bytes count. Names and trainability do not enter.
 *
 * <p>This is part of the state's contract: the encoding of a network may never change.
 */
public final class Fingerprint {
  private final FingerprintSink sink = new FingerprintSink();

  private Fingerprint() {}

  public static long of(NetworkPlan plan) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(plan);
    return fingerprint.sink.finish();
  }

  private void add(NetworkPlan plan) {
    boolean first = isOfFirstFormat(plan);
    sink.add(first ? "tapline-network/1" : "tapline-network/2");
    sink.add(plan.inputChannels());
    for (NetworkLayer layer : plan.layers()) {
      layer.fingerprint(sink);
      if (!first) {
        add(layer.sources());
        layer.state().forEach(this::add);
      }
    }
    if (!first) {
      add(plan.outputs().stream().map(NetworkOutput::layer).toList());
      plan.window().ifPresent(this::add);
      plan.sharedByWindows().forEach(source -> add(plan.windowRing(source)));
      // It says whether more is kept than the rings.
      sink.add(plan.looksAhead());
      if (plan.seesSinceStart()) {
        // So many counts of observed values are kept beside the state.
        sink.add(plan.receptiveField());
      }
    }
  }

  /**
   * Whether it is what was there first: each layer reads the one before, pads to the left or not at
   * all, and is of one of four kinds. Its rings follow from its layers alone.
   */
  private static boolean isOfFirstFormat(NetworkPlan plan) {
    List<NetworkLayer> layers = plan.layers();
    boolean chained = true;
    for (int i = 0; i < layers.size(); i++) {
      chained &= layers.get(i).sources().equals(List.of(i - 1)) && isOfFirstFormat(layers.get(i));
    }
    return chained
        && plan.window().isEmpty()
        && plan.outputs().size() == 1
        && plan.outputs().get(0).layer() == layers.size() - 1;
  }

  private static boolean isOfFirstFormat(NetworkLayer layer) {
    Padding padding = layer.layer().taps().padding();
    return layer.isOfFirstFormat()
        && (padding.equals(Padding.CAUSAL) || padding.equals(Padding.VALID));
  }

  private void add(List<Integer> positions) {
    sink.add(positions.size());
    positions.forEach(sink::add);
  }

  private void add(StateSlot slot) {
    if (slot instanceof RingShape ring) {
      sink.add((int) ring.frames());
      sink.add(ring.width());
    } else {
      sink.add("vector");
      sink.add((int) slot.floats());
    }
  }

  private void add(Window window) {
    sink.add(window.size());
    sink.add(window.hop());
  }
}
