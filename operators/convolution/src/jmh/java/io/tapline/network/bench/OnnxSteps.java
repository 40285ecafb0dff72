/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import ai.onnxruntime.OrtException;
import io.tapline.network.Network;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** ONNX Runtime over the next frames of a stream, with the state that the last call left. */
@State(Scope.Thread)
public class OnnxSteps {

  @Param({"L1", "L2"})
  public ReferenceNetwork network;

  /** Frames of a call. */
  @Param({"1", "64"})
  public int frames;

  private OnnxStepRun run;

  @Setup
  public void open() throws OrtException {
    Network compiled = network.compile();
    run = new OnnxStepRun(compiled, frames);
    run.read(InputFrames.of(frames, compiled.inputChannels()), 0);
  }

  @Benchmark
  public void call() throws OrtException {
    run.run();
  }

  @TearDown
  public void close() throws OrtException {
    run.close();
  }
}
