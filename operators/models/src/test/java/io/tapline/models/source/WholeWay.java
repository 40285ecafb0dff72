/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.models.WrittenModel;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.run.OutputSink;
import java.nio.file.Path;
import java.util.List;

/** What becomes of a model once it is read, up to the task that runs it. */
public final class WholeWay {
  private static final int FRAMES = 100;

  /** What more needs is for the network itself to refuse; it takes too long here. */
  private static final int LONGEST_WINDOW = 10_000;

  private static final long LARGEST_STATE = 1L << 24;

  private WholeWay() {}

  /** Labels a network as its file is read, then as {@link #go(Model)}. */
  public static void go(ImportedNetwork imported) throws InvalidModelException {
    go(FileLabels.label(Path.of("damaged.model"), imported));
  }

  /**
   * Compiles, writes, reads again and runs a model.
   *
   * @throws InvalidModelException if it is refused on the way, with a line for each reason
   */
  public static void go(Model model) throws InvalidModelException {
    if (model.inputFrames().orElse(1) > LONGEST_WINDOW
        || model.window().isPresent() && model.window().get().size() > LONGEST_WINDOW) {
      return;
    }
    Network network;
    try {
      network = model.network();
    } catch (InvalidNetworkException e) {
      throw new InvalidModelException(e.problems());
    }
    WrittenModel written = WrittenModel.of(model, "model.safetensors");
    Model read = ModelFile.parse(written.topology(), written.weights());
    assertThat(read.graph()).isEqualTo(model.graph());
    assertThat(ModelFile.topology(read, "model.safetensors")).isEqualTo(written.topology());
    if (network.stateBytes() < LARGEST_STATE) {
      run(network);
    }
  }

  private static void run(Network network) {
    float[] frames = new float[FRAMES * network.inputChannels()];
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    long[] given = new long[network.outputs().size()];
    OutputSink count = (output, frame, missing, values, offset) -> given[output]++;
    processor.process(frames, 0, FRAMES, state, count);
    if (network.window().isEmpty()) {
      processor.finish(state, count);
      for (int output = 0; output < given.length; output++) {
        assertThat(given[output]).isEqualTo(network.outputLength(output, FRAMES));
      }
    }
  }

  /** Checks that all that is told of a model fits a screen. */
  public static void assertTellsLines(List<String> problems, long seed) {
    assertThat(problems)
        .as("one line each, seed=%d", seed)
        .isNotEmpty()
        .doesNotContain("")
        .hasSizeLessThanOrEqualTo(21)
        .noneMatch(problem -> problem.length() > 1001 || problem.lines().count() != 1);
  }
}
