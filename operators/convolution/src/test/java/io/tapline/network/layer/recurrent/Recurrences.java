/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.run.OutputSink;
import java.util.ArrayList;
import java.util.List;

/** Runs one recurrent layer over a stream of one channel. */
final class Recurrences {

  private Recurrences() {}

  /** All values of all outputs over a segment. */
  static float[] run(RecurrentLayer layer, float... frames) {
    Network network = Network.compile(1, List.of(layer));
    List<Float> values = new ArrayList<>();
    NetworkState state = network.newState();
    network
        .newProcessor()
        .process(frames, 0, frames.length, state, collect(network.outputChannels(), values));
    return array(values);
  }

  /** The first value of a segment that follows another. */
  static float runTwice(RecurrentLayer layer, float frame) {
    Network network = Network.compile(1, List.of(layer));
    List<Float> values = new ArrayList<>();
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    OutputSink sink = collect(1, values);
    processor.process(new float[] {frame, 3f, -3f}, 0, 3, state, sink);
    processor.finish(state, sink);
    processor.process(new float[] {frame}, 0, 1, state, sink);
    return values.get(3);
  }

  private static OutputSink collect(int channels, List<Float> values) {
    return (output, frame, missing, got, offset) -> {
      for (int c = 0; c < channels; c++) {
        values.add(got[offset + c]);
      }
    };
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
