/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.state;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Ring;
import io.tapline.network.stage.RingShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in one array of a device all rings lie, one behind the other: those of the layers in order,
 * then those of the streams of which whole windows are kept.
 */
public final class RingLayout {
  private final List<Ring> rings = new ArrayList<>();
  private final List<StreamTiming> streams = new ArrayList<>();
  private final Ring[][] ofLayers;
  private final Ring[] ofWindows;
  private final Ring[] all;

  public RingLayout(NetworkPlan plan) {
    List<NetworkLayer> layers = plan.layers();
    this.ofLayers = new Ring[layers.size()][];
    for (int i = 0; i < ofLayers.length; i++) {
      ofLayers[i] = place(layers.get(i));
    }
    this.ofWindows =
        plan.sharedByWindows().stream()
            .map(source -> place(plan.windowRing(source), plan.stream(source)))
            .toArray(Ring[]::new);
    this.all = rings.toArray(Ring[]::new);
  }

  /** A layer that is computed anew for each window keeps nothing. */
  private Ring[] place(NetworkLayer layer) {
    if (layer.execution() == Execution.RECOMPUTED) {
      return new Ring[0];
    }
    Ring[] placed = new Ring[layer.rings().size()];
    for (int input = 0; input < placed.length; input++) {
      placed[input] = place(layer.rings().get(input), layer.inputs().get(input));
    }
    return placed;
  }

  private Ring place(RingShape shape, StreamShape stream) {
    Ring ring = new Ring(shape, floats());
    rings.add(ring);
    streams.add(stream.timing());
    return ring;
  }

  private int floats() {
    return rings.isEmpty() ? 0 : rings.get(rings.size() - 1).end();
  }

  /** Values of a new device: zeros, and behind them room for what kernels read beyond. */
  public float[] newValues() {
    return new float[Math.addExact(floats(), Kernels.SLACK)];
  }

  /** The rings of a layer, one for each input. */
  public Ring[] ofLayer(int position) {
    return ofLayers[position];
  }

  /** The rings of the streams of which whole windows are kept. */
  public Ring[] ofWindows() {
    return ofWindows;
  }

  /** All rings. */
  public Ring[] rings() {
    return all;
  }

  /** Frames that have come of the stream that a ring keeps, after {@code frames} of the input. */
  public long streamFrames(int ring, long frames) {
    return streams.get(ring).emitted(frames);
  }
}
