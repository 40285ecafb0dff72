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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recurrent network in ONNX Runtime, in one thread and with all its optimisations. A call goes on
 * from the state that the last one left: its tensors lie in two memories that take turns.
 */
final class OnnxStepRun implements AutoCloseable {
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final List<OnnxTensor> tensors = new ArrayList<>();
  private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
  private final List<Map<String, OnnxTensor>> outputs = new ArrayList<>();
  private final OrtSession session;
  private int turn;

  /**
   * @param frames frames of a call
   */
  OnnxStepRun(Network network, int frames) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    int channels = network.inputChannels();
    this.input = floats(channels * frames);
    this.output = floats(network.outputChannels() * frames);
    OnnxTensor in = tensor(environment, input, frames, channels);
    OnnxTensor out = tensor(environment, output, frames, network.outputChannels());
    int states = 2 * network.layers().size();
    OnnxTensor[][] memories = new OnnxTensor[2][states];
    for (OnnxTensor[] memory : memories) {
      for (int state = 0; state < states; state++) {
        FloatBuffer zeros = floats(RecurrentGraphs.UNITS);
        memory[state] = tensor(environment, zeros, 1, RecurrentGraphs.UNITS);
      }
    }
    for (int from = 0; from < 2; from++) {
      Map<String, OnnxTensor> read = new HashMap<>(Map.of(RecurrentExport.INPUT, in));
      Map<String, OnnxTensor> written = new HashMap<>(Map.of(RecurrentExport.OUTPUT, out));
      for (int state = 0; state < states; state++) {
        read.put(RecurrentExport.stateInput(state), memories[from][state]);
        written.put(RecurrentExport.stateOutput(state), memories[1 - from][state]);
      }
      inputs.add(read);
      outputs.add(written);
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      byte[] model = RecurrentExport.of(network.graph(), frames);
      this.session = environment.createSession(model, options);
    }
  }

  private OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer values, int frames, int channels)
      throws OrtException {
    OnnxTensor tensor =
        OnnxTensor.createTensor(environment, values, new long[] {frames, 1, channels});
    tensors.add(tensor);
    return tensor;
  }

  /** Takes the frames of a call, row-major, from index {@code offset} on. */
  void read(float[] values, int offset) {
    input.put(0, values, offset, input.capacity());
  }

  void run() throws OrtException {
    session.run(inputs.get(turn), outputs.get(turn)).close();
    turn = 1 - turn;
  }

  /** The outputs of the last call, row-major. */
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
    tensors.forEach(OnnxTensor::close);
  }
}
