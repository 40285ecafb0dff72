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

/**
 * ONNX Runtime over what the next outputs see. Keeping that window, and copying it, is not counted:
 * every call finds it in place.
 */
@State(Scope.Thread)
public class OnnxStream {

  @Param public ReferenceNetwork network;

  /** Outputs of a call. */
  @Param({"1", "64"})
  public int frames;

  private OnnxRun run;

  @Setup
  public void open() throws OrtException {
    Network compiled = network.compile();
    run = new OnnxRun(compiled, frames);
    run.read(InputFrames.of(run.frames(), compiled.inputChannels()), 0);
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
