/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.run.OutputSink;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Streams that do not end: a call takes the next frames of the next device. One device finds its
 * state where the last call left it; many take turns in a random order, as keys do, and no cache
 * may hold their states any more.
 */
@State(Scope.Thread)
public class TaplineStreams {

  /** Frames that come round and round: few, so that they are near. */
  private static final int FRAMES = 256;

  private static final long SEED = 7;

  @Param public ReferenceNetwork network;

  /** Frames of a call, which divide 256. */
  @Param("16")
  public int frames;

  @Param("1")
  public int devices;

  private NetworkProcessor processor;
  private NetworkState[] states;
  private OutputSink sink;
  private float[] input;
  private int callFloats;
  private int nextFrame;
  private int nextDevice;
  private float result;

  @Setup
  public void compile() {
    Network compiled = network.compile();
    processor = compiled.newProcessor();
    states = new NetworkState[devices];
    Arrays.setAll(states, device -> compiled.newState());
    Collections.shuffle(Arrays.asList(states), new Random(SEED));
    sink = (output, frame, missing, values, offset) -> result = values[offset];
    input = InputFrames.of(FRAMES, compiled.inputChannels());
    callFloats = frames * compiled.inputChannels();
  }

  @Benchmark
  public float call() {
    processor.process(input, nextFrame, frames, states[nextDevice], sink);
    nextFrame = nextFrame + callFloats == input.length ? 0 : nextFrame + callFloats;
    nextDevice = nextDevice + 1 == devices ? 0 : nextDevice + 1;
    return result;
  }
}
