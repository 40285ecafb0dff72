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

/**
 * A network in ONNX Runtime, in one thread and with all its optimisations: reads {@link #frames()}
 * frames at once, and gives the outputs of the last ones. Its tensors are made once, over memory
 * that both sides see.
 */
final class OnnxRun implements AutoCloseable {

  private final int channels;
  private final int frames;
  private final int outputChannels;
  private final int outputs;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final OnnxTensor inputTensor;
  private final OnnxTensor outputTensor;
  private final OrtSession session;

  /**
   * @param outputs frames of the output
   */
  OnnxRun(Network network, int outputs) throws OrtException {
    this.channels = network.inputChannels();
    this.frames = network.receptiveField() - 1 + outputs;
    this.outputChannels = network.outputChannels();
    this.outputs = outputs;
    this.input = floats(channels * frames);
    this.output = floats(outputChannels * outputs);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    this.inputTensor =
        OnnxTensor.createTensor(environment, input, new long[] {1, channels, frames});
    this.outputTensor =
        OnnxTensor.createTensor(environment, output, new long[] {1, outputChannels, outputs});
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      this.session = environment.createSession(OnnxExport.of(network.graph(), frames), options);
    }
  }

  /** Frames of the input: a receptive field, and one more for each further output. */
  int frames() {
    return frames;
  }

  /** Takes frames [frames × channels], row-major, from index {@code offset} on. */
  void read(float[] values, int offset) {
    for (int frame = 0; frame < frames; frame++) {
      for (int channel = 0; channel < channels; channel++) {
        input.put(channel * frames + frame, values[offset + frame * channels + channel]);
      }
    }
  }

  void run() throws OrtException {
    session
        .run(Map.of(OnnxExport.INPUT, inputTensor), Map.of(OnnxExport.OUTPUT, outputTensor))
        .close();
  }

  /** The outputs of the last run [outputs × output channels], row-major. */
  float[] outputs() {
    float[] values = new float[outputs * outputChannels];
    for (int frame = 0; frame < outputs; frame++) {
      for (int channel = 0; channel < outputChannels; channel++) {
        values[frame * outputChannels + channel] = output.get(channel * outputs + frame);
      }
    }
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
