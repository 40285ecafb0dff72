/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.state;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Ring;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.StateSlot;
import io.tapline.network.stage.VectorShape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in one array of a device all state lies, one slot behind the other: those of the layers in
 * order, then rings of the streams of which whole windows are kept.
 */
public final class SlotLayout {
  private final List<Saved> saved = new ArrayList<>();
  private final Slots[] ofLayers;
  private final Ring[] ofWindows;
  private final int end;

  public SlotLayout(NetworkPlan plan) {
    List<NetworkLayer> layers = plan.layers();
    this.ofLayers = new Slots[layers.size()];
    int start = 0;
    for (int i = 0; i < ofLayers.length; i++) {
      NetworkLayer layer = layers.get(i);
      // A layer that is computed anew for each window keeps nothing.
      List<StateSlot> state = layer.execution().isInsideWindow() ? List.of() : layer.state();
      ofLayers[i] = new Slots(state, start);
      add(layer, state, ofLayers[i]);
      start = ofLayers[i].end();
    }
    this.ofWindows = new Ring[plan.sharedByWindows().size()];
    for (int i = 0; i < ofWindows.length; i++) {
      int source = plan.sharedByWindows().get(i);
      ofWindows[i] = new Ring(plan.windowRing(source), start);
      saved.add(new SavedRing(ofWindows[i], plan.stream(source).timing()));
      start = ofWindows[i].end();
    }
    this.end = start;
  }

  private void add(NetworkLayer layer, List<StateSlot> state, Slots slots) {
    int rings = 0;
    int vectors = 0;
    for (StateSlot slot : state) {
      if (slot instanceof VectorShape vector) {
        saved.add(new SavedVector(slots.vector(vectors), (int) vector.floats()));
        vectors++;
      } else {
        saved.add(new SavedRing(slots.ring(rings), layer.inputs().get(rings).timing()));
        rings++;
      }
    }
  }

  /** Values of a new device: zeros, and behind them a margin for what kernels read beyond. */
  public float[] newValues() {
    return new float[Math.addExact(end, Kernels.SLACK)];
  }

  /** Values that are saved. */
  long floats() {
    return end;
  }

  /** The slots of a layer. */
  public Slots ofLayer(int position) {
    return ofLayers[position];
  }

  /** The rings of the streams of which whole windows are kept. */
  public Ring[] ofWindows() {
    return ofWindows;
  }

  /** Writes all slots in order, after {@code frames} frames of the input. */
  void save(float[] memory, long frames, DataOutput out) throws IOException {
    for (Saved slot : saved) {
      slot.save(memory, frames, out);
    }
  }

  /** Reads what {@link #save} wrote. */
  void restore(float[] memory, long frames, DataInput in) throws IOException {
    for (Saved slot : saved) {
      slot.restore(memory, frames, in);
    }
  }

  /** A slot with what it takes to save it. */
  private interface Saved {
    void save(float[] memory, long frames, DataOutput out) throws IOException;

    void restore(float[] memory, long frames, DataInput in) throws IOException;
  }

  /** Oldest frame first: which that is follows from the frames that have come of its stream. */
  private record SavedRing(Ring ring, StreamTiming stream) implements Saved {
    @Override
    public void save(float[] memory, long frames, DataOutput out) throws IOException {
      ring.save(memory, stream.emitted(frames), out);
    }

    @Override
    public void restore(float[] memory, long frames, DataInput in) throws IOException {
      ring.restore(memory, stream.emitted(frames), in);
    }
  }

  private record SavedVector(int start, int floats) implements Saved {
    @Override
    public void save(float[] memory, long frames, DataOutput out) throws IOException {
      for (int i = start; i < start + floats; i++) {
        out.writeFloat(memory[i]);
      }
    }

    @Override
    public void restore(float[] memory, long frames, DataInput in) throws IOException {
      for (int i = start; i < start + floats; i++) {
        memory[i] = in.readFloat();
      }
    }
  }
}
