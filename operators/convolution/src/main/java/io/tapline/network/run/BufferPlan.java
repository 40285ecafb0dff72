/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.kernel.AlignedValues;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Chunk;
import io.tapline.network.stage.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gives each layer that runs on the stream a buffer for its frames. Layers share buffers where
 * one's frames are no more needed when the other's come, so that they stay in the cache.
 */
final class BufferPlan {
  /** The buffer of the network's input comes first: position -1 of the layers. */
  private static final int INPUT = 0;

  private final float[][] ofStream;
  private final int[] offsets;

  /**
   * @param order positions of the layers in the order in which they run
   * @param lanes values of the vectors that read them
   */
  BufferPlan(NetworkPlan plan, List<Integer> order, int lanes) {
    List<NetworkLayer> layers = plan.layers();
    int[] lastUse = lastUses(plan, order);
    int[] number = new int[layers.size() + 1];
    List<Long> sizes = new ArrayList<>();
    List<Integer> free = new ArrayList<>();
    number[INPUT] = 0;
    offsets = new int[layers.size() + 1];
    sizes.add(size(layers, -1, (long) Chunk.FRAMES * plan.inputChannels()));
    for (int step = 0; step < order.size(); step++) {
      int layer = order.get(step);
      StreamShape stream = layers.get(layer).output();
      long size = size(layers, layer, stream.mostFrames() * stream.values());
      number[layer + 1] = take(free, sizes, size);
      for (int source : distinct(layers.get(layer).sources())) {
        if (lastUse[source + 1] == step && !plan.stream(source).execution().isInsideWindow()) {
          free.add(number[source + 1]);
        }
      }
    }
    AlignedValues values = new AlignedValues(lanes);
    float[][] arrays = new float[sizes.size()][];
    int[] starts = new int[sizes.size()];
    for (int buffer = 0; buffer < arrays.length; buffer++) {
      starts[buffer] = values.reserve(Math.toIntExact(sizes.get(buffer)));
      arrays[buffer] = values.values();
    }
    ofStream = new float[layers.size() + 1][];
    for (int stream = 0; stream < ofStream.length; stream++) {
      if (stream == INPUT || order.contains(stream - 1)) {
        ofStream[stream] = arrays[number[stream]];
        offsets[stream] += starts[number[stream]];
      }
    }
  }

  /** Gives a span the buffer of the layer at {@code position}, or of the input for -1. */
  void attach(Span span, int position) {
    span.attach(ofStream[position + 1], offsets[position + 1]);
  }

  /** Values of a stream's frames and of the margin around them. */
  private long size(List<NetworkLayer> layers, int position, long values) {
    BufferMargin margin = BufferMargin.of(layers, position);
    int before = AlignedValues.lines(margin.before());
    offsets[position + 1] = before;
    return before + values + margin.behind();
  }

  private static int take(List<Integer> free, List<Long> sizes, long size) {
    if (free.isEmpty()) {
      sizes.add(size);
      return sizes.size() - 1;
    }
    Integer largest = free.stream().max(Comparator.comparing(sizes::get)).orElseThrow();
    free.remove(largest);
    sizes.set(largest, Math.max(size, sizes.get(largest)));
    return largest;
  }

  /** For each stream the step after which nobody reads it; never for those that are kept. */
  private static int[] lastUses(NetworkPlan plan, List<Integer> order) {
    int[] lastUse = new int[plan.layers().size() + 1];
    Arrays.fill(lastUse, Integer.MAX_VALUE);
    for (int step = 0; step < order.size(); step++) {
      for (int source : plan.layers().get(order.get(step)).sources()) {
        lastUse[source + 1] = step;
      }
    }
    plan.outputs().forEach(output -> lastUse[output.layer() + 1] = Integer.MAX_VALUE);
    plan.sharedByWindows().forEach(source -> lastUse[source + 1] = Integer.MAX_VALUE);
    return lastUse;
  }

  private static List<Integer> distinct(List<Integer> sources) {
    return sources.stream().distinct().toList();
  }
}
