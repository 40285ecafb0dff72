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

/** ONNX Runtime over one whole window a call, which it finds in place. */
@State(Scope.Thread)
public class OnnxWindows {

  @Param("S1")
  public ReferenceNetwork network;

  private OnnxWindowRun run;

  @Setup
  public void open() throws OrtException {
    Network compiled = network.compile();
    run = new OnnxWindowRun(compiled);
    int frames = compiled.window().orElseThrow().size();
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
