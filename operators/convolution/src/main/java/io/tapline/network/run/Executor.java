/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.layer.StreamTiming;
import io.tapline.network.plan.ExecutionOrder;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Chunk;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import io.tapline.network.state.SlotLayout;
import java.util.ArrayList;
import java.util.List;

/** All layers of a network ready to run in one thread, with the buffers between them. */
public final class Executor {
  private final int channels;
  private final SlotLayout memory;
  private final int[] streamed;
  private final int[] collapsing;
  private final int[] perWindow;
  private final Stage[] stages;
  private final StreamTiming[] timings;
  private final Span[] streams;
  private final Span[][] inputs;
  private final WindowSection section;
  private final OutputQueue outputs;

  public Executor(NetworkPlan plan, SlotLayout memory, PackedLayers packed) {
    this.channels = plan.inputChannels();
    this.memory = memory;
    ExecutionOrder order = ExecutionOrder.of(plan.layers());
    this.streamed = positions(order.streamed());
    this.collapsing = positions(order.collapsing());
    this.perWindow = positions(order.perWindow());
    List<Integer> running = new ArrayList<>(order.streamed());
    running.addAll(order.collapsing());
    running.addAll(order.perWindow());
    this.stages = new Stage[plan.layers().size()];
    for (int layer : running) {
      stages[layer] = packed.newStage(layer);
    }
    this.timings =
        plan.layers().stream().map(layer -> layer.output().timing()).toArray(StreamTiming[]::new);
    this.streams = new Span[stages.length + 1];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = new Span();
    }
    this.inputs = new Span[stages.length][];
    for (int layer = 0; layer < stages.length; layer++) {
      inputs[layer] =
          plan.layers().get(layer).sources().stream()
              .map(source -> streams[source + 1])
              .toArray(Span[]::new);
    }
    BufferPlan buffers = new BufferPlan(plan, running, packed.lanes());
    buffers.attach(streams[0], -1);
    for (int layer : running) {
      buffers.attach(streams[layer + 1], layer);
    }
    this.section =
        order.recomputed().isEmpty() ? null : new WindowSection(plan, memory, packed, order);
    this.outputs = new OutputQueue(plan, streams);
  }

  private static int[] positions(List<Integer> layers) {
    return layers.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Consumes {@code count} frames, at most {@link Chunk#FRAMES}, and gives what they bring to
   * {@code sink}.
   *
   * @param kept the memory of the device
   * @param before frames of the segment that came before
   */
  public void process(
      float[] frames, int offset, int count, float[] kept, long before, OutputSink sink) {
    Span input = streams[0];
    System.arraycopy(frames, offset, input.values, input.offset, count * channels);
    run(kept, before, count, false);
    outputs.drain(before + count, false, sink);
  }

  /** Gives what is still to come at the end of a segment of {@code before} frames. */
  public void finish(float[] kept, long before, OutputSink sink) {
    run(kept, before, 0, true);
    outputs.drain(before, true, sink);
  }

  private void run(float[] kept, long before, int count, boolean ended) {
    streams[0].set(before, count, ended);
    for (int layer : streamed) {
      run(layer, kept, before, count, ended);
    }
    if (section != null) {
      for (int layer : collapsing) {
        schedule(layer, before, count, ended);
      }
      Span windows = streams[collapsing[0] + 1];
      section.process(windows.first, windows.count, streams, kept);
    }
    for (int layer : perWindow) {
      run(layer, kept, before, count, ended);
    }
  }

  private void run(int layer, float[] kept, long before, int count, boolean ended) {
    schedule(layer, before, count, ended);
    stages[layer].process(inputs[layer], memory.ofLayer(layer), kept, streams[layer + 1]);
  }

  /** Says which frames the layer is to give. */
  private void schedule(int layer, long before, int count, boolean ended) {
    StreamTiming timing = timings[layer];
    long first = timing.emitted(before);
    long end = ended ? timing.length(before) : timing.emitted(before + count);
    streams[layer + 1].set(first, (int) (end - first), ended);
  }
}
