/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import ai.onnxruntime.OrtException;
import io.tapline.network.Network;
import java.util.Arrays;

/** Whether all that is measured computes the same: speed alone says nothing. */
final class Agreement {

  /** Of float32 sums in different orders. */
  private static final double TOLERANCE = 1e-3;

  /** Outputs beyond these bounds mean that the random weights let the network explode or die. */
  private static final double LEAST = 1e-2;

  private static final double MOST = 1e2;

  private Agreement() {}

  /**
   * Compares Tapline's outputs with those of ONNX Runtime, in both ways of using it.
   *
   * @throws IllegalStateException if they differ, or are not of ordinary size
   */
  static void check(ReferenceNetwork reference) throws OrtException {
    Network network = reference.compile();
    if (network.window().isPresent()) {
      checkWindow(reference, network);
      return;
    }
    float[] chunk;
    float[] window;
    float[] frames;
    try (OnnxRun run = new OnnxRun(network, KernelBenchmark.CHUNK)) {
      frames = InputFrames.of(run.frames(), network.inputChannels());
      run.read(frames, 0);
      run.run();
      chunk = run.outputs();
    }
    try (OnnxRun run = new OnnxRun(network, 1)) {
      run.read(frames, (KernelBenchmark.CHUNK - 1) * network.inputChannels());
      run.run();
      window = run.outputs();
    }
    float[] streamed = lastOutputs(network, frames, KernelBenchmark.CHUNK);
    compare(reference, Implementation.ORT_CHUNK64, streamed, chunk);
    float[] last =
        Arrays.copyOfRange(streamed, streamed.length - network.outputChannels(), streamed.length);
    compare(reference, Implementation.ORT_WINDOW, last, window);
  }

  /** The first window. */
  private static void checkWindow(ReferenceNetwork reference, Network network) throws OrtException {
    int size = network.window().orElseThrow().size();
    float[] frames = InputFrames.of(size, network.inputChannels());
    try (OnnxWindowRun run = new OnnxWindowRun(network)) {
      run.read(frames, 0);
      run.run();
      float[] streamed = lastOutputs(network, frames, 1);
      compare(reference, Implementation.ORT_WINDOW, streamed, run.outputs());
    }
  }

  private static float[] lastOutputs(Network network, float[] frames, int count) {
    int channels = network.outputChannels();
    float[] last = new float[count * channels];
    int warm = network.receptiveField() - 1;
    network
        .newProcessor()
        .process(
            frames,
            0,
            frames.length / network.inputChannels(),
            network.newState(),
            (output, frame, missing, values, offset) -> {
              if (frame >= warm) {
                int place = (int) (frame - warm) * channels;
                System.arraycopy(values, offset, last, place, channels);
              }
            });
    return last;
  }

  private static void compare(
      ReferenceNetwork network, Implementation other, float[] expected, float[] got) {
    double size = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      size = Math.max(size, Math.abs(expected[i]));
      // NaN is greater than any number here.
      difference = Math.max(difference, Math.abs((double) expected[i] - got[i]));
    }
    boolean ordinary = size >= LEAST && size <= MOST;
    if (!ordinary || !(difference <= TOLERANCE * size)) {
      throw new IllegalStateException(
          "outputs must agree: network=%s, other=%s, largest=%s, difference=%s"
              .formatted(network, other.label(), size, difference));
    }
  }
}
