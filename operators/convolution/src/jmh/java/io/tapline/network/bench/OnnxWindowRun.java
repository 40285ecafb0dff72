/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.tapline.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** A network over windows in ONNX Runtime, in one thread and with all its optimisations. */
final class OnnxWindowRun implements AutoCloseable {
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final OnnxTensor inputTensor;
  private final OnnxTensor outputTensor;
  private final OrtSession session;

  OnnxWindowRun(Network network) throws OrtException {
    int frames = network.window().orElseThrow().size();
    int channels = network.inputChannels();
    this.input = floats(frames * channels);
    this.output = floats(network.outputChannels());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    this.inputTensor =
        OnnxTensor.createTensor(environment, input, new long[] {1, 1, frames, channels});
    this.outputTensor =
        OnnxTensor.createTensor(environment, output, new long[] {1, network.outputChannels()});
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      byte[] model = SpectrogramExport.of(network.graph(), frames);
      this.session = environment.createSession(model, options);
    }
  }

  /** Takes the frames of one window, row-major, from index {@code offset} on. */
  void read(float[] values, int offset) {
    input.put(0, values, offset, input.capacity());
  }

  void run() throws OrtException {
    session
        .run(
            Map.of(SpectrogramExport.INPUT, inputTensor),
            Map.of(SpectrogramExport.OUTPUT, outputTensor))
        .close();
  }

  /** What the last run gave. */
  float[] outputs() {
    float[] values = new float[output.capacity()];
    output.get(0, values);
    return values;
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public void close() throws OrtException {
    session.close();
    inputTensor.close();
    outputTensor.close();
  }
}
