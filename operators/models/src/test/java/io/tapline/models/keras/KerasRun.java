/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.ImportedNetwork;
import io.tapline.models.ModelInput;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.graph.Window;
import io.tapline.network.run.OutputSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a Keras file over frames. */
final class KerasRun {

  private KerasRun() {}

  /** The first output's rows over all frames. */
  static float[][] stream(Path file, float[][] frames) throws IOException {
    return rows(Network.compile(KerasFile.read(file).graph()), frames);
  }

  /** The first output over one window, which has the length that the model declares. */
  static float[] window(Path file, float[][] frames) throws IOException {
    return window(file, ModelInput.UNKNOWN, frames);
  }

  /** As {@link #window(Path, float[][])}, of a model whose input may be read in several ways. */
  static float[] window(Path file, ModelInput known, float[][] frames) throws IOException {
    ImportedNetwork imported = KerasFile.read(file, known);
    int size = imported.inputFrames().orElse(frames.length);
    return rows(Network.compile(imported.graph(), new Window(size, size)), frames)[0];
  }

  private static float[][] rows(Network network, float[][] frames) {
    float[] values = new float[frames.length * network.inputChannels()];
    for (int i = 0; i < frames.length; i++) {
      System.arraycopy(frames[i], 0, values, i * network.inputChannels(), frames[i].length);
    }
    List<float[]> rows = new ArrayList<>();
    OutputSink sink =
        (output, frame, missing, results, from) -> {
          if (output == 0) {
            rows.add(Arrays.copyOfRange(results, from, from + network.outputChannels()));
          }
        };
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    processor.process(values, 0, frames.length, state, sink);
    processor.finish(state, sink);
    return rows.toArray(float[][]::new);
  }
}
