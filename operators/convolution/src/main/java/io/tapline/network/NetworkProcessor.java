/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.kernel.KernelChoice;
import io.tapline.network.kernel.KernelChoice.VectorFactory;
import io.tapline.network.run.Executor;
import io.tapline.network.run.KernelTrial;
import io.tapline.network.run.OutputSink;
import io.tapline.network.run.PackedLayers;
import io.tapline.network.stage.Chunk;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a network over frames of any number of devices, one after another. It owns the scratch
 * memory, allocates nothing once made but when it changes over to faster kernels, and serves one
 * thread at a time.
 */
public final class NetworkProcessor {
  /** Frames after which it pays to find out which kernels are the fastest. */
  private static final int FRAMES_BEFORE_TRIAL = 1_000;

  private final Network network;
  private final Optional<VectorFactory> contender;
  private final Consumer<String> log;
  private Executor executor;
  private long framesBeforeTrial;
  private KernelTrial trial;

  NetworkProcessor(Network network, KernelChoice choice, Consumer<String> log) {
    this.network = network;
    this.log = log;
    this.contender = choice.mode() == KernelChoice.Mode.AUTO ? choice.vectors() : Optional.empty();
    this.framesBeforeTrial = contender.isPresent() ? FRAMES_BEFORE_TRIAL : Long.MAX_VALUE;
    if (contender.isPresent()) {
      this.trial = network.variants().begunTrial();
      chooseKernels(0);
    } else {
      PackedLayers packed =
          choice
              .vectors()
              .map(vectors -> network.variants().vector(vectors))
              .orElseGet(() -> network.variants().plain());
      this.executor = newExecutor(packed);
      log.accept(choice.reason());
    }
  }

  /**
   * Consumes frames that follow those in {@code state}, and gives every output that they bring to
   * {@code sink}. If the sink throws, the state is of no more use.
   *
   * @param frames holds [count × input channels], row-major
   * @param offset index of the first value
   * @param count number of frames, 0 or more
   * @param state the device's rings, which are changed
   * @param sink called once for each output, in order
   * @throws IndexOutOfBoundsException if {@code frames} does not hold {@code count} frames from
   *     {@code offset}
   * @throws IllegalArgumentException if {@code state} belongs to another network
   */
  public void process(float[] frames, int offset, int count, NetworkState state, OutputSink sink) {
    int channels = network.inputChannels();
    Objects.checkFromIndexSize(offset, Math.multiplyExact(count, channels), frames.length);
    checkState(state);
    for (int done = 0; done < count; done += Chunk.FRAMES) {
      int chunk = Math.min(Chunk.FRAMES, count - done);
      chooseKernels(chunk);
      executor.process(
          frames, offset + done * channels, chunk, state.memory(), state.frames(), sink);
      state.advance(chunk);
    }
  }

  /**
   * Ends the segment: gives the outputs that still look for frames, which are padding now, and
   * leaves the state at the start of a new segment. So there are as many outputs as the offline
   * model gives.
   *
   * @param state the device's rings
   * @param sink called once for each output, in order
   * @throws IllegalArgumentException if {@code state} belongs to another network
   */
  public void finish(NetworkState state, OutputSink sink) {
    checkState(state);
    // A window that is not full gives nothing.
    if (state.frames() > 0 && network.window().isEmpty()) {
      executor.finish(state.memory(), state.frames(), sink);
    }
    state.reset();
  }

  /** Before {@code count} more frames. */
  private void chooseKernels(int count) {
    if (trial != null && trial.outcome() != null) {
      PackedLayers fastest = trial.outcome().packed();
      executor = fastest == null ? executor : newExecutor(fastest);
      log.accept(trial.outcome().reason());
      trial = null;
      framesBeforeTrial = Long.MAX_VALUE;
    }
    if (executor == null) {
      executor = newExecutor(network.variants().plain());
    }
    framesBeforeTrial -= count;
    if (framesBeforeTrial < 0) {
      framesBeforeTrial = Long.MAX_VALUE;
      trial = network.variants().trial(contender.orElseThrow());
    }
  }

  private Executor newExecutor(PackedLayers packed) {
    return new Executor(network.plan(), network.memory(), packed);
  }

  private void checkState(NetworkState state) {
    if (!state.belongsTo(network)) {
      throw new IllegalArgumentException(
          String.format("state belongs to another network: expected=%016x", network.fingerprint()));
    }
  }
}
