/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.Parameters;
import io.tapline.convolution.layer.Taps;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * A sequence of layers compiled into one streaming network. Immutable and thread-safe: one network
 * serves all devices of all threads.
 *
 * <p>Frames go in one after another, and each output comes as soon as the newest frame that it sees
 * is there. Whatever the frames are cut into, the outputs have the same bits, and they equal those
 * of the same layers over the whole recording, zeros standing before its start where a layer is
 * causal.
 */
public final class Network {
  private final int inputChannels;
  private final List<NetworkLayer> layers;
  private final List<Stage> stages;
  private final long receptiveField;
  private final long delay;
  private final long outputStride;
  private final double multiplyAddsPerFrame;
  private final long fingerprint;

  private Network(int inputChannels, List<NetworkLayer> layers) {
    this.inputChannels = inputChannels;
    this.layers = layers;
    this.stages = layers.stream().map(Stages::of).toList();
    long reach = 1;
    long lead = 0;
    long stride = 1;
    double work = 0;
    for (NetworkLayer place : layers) {
      Taps taps = place.layer().taps();
      reach += taps.history() * stride;
      lead += taps.lead() * stride;
      stride *= taps.stride();
      work += (double) place.layer().multiplyAdds(place.inputChannels()) / stride;
    }
    this.receptiveField = reach;
    this.delay = lead;
    this.outputStride = stride;
    this.multiplyAddsPerFrame = work;
    this.fingerprint = Fingerprint.of(inputChannels, layers);
  }

  /**
   * Compiles layers into a network.
   *
   * @param inputChannels channels of an input frame
   * @param layers from input to output
   * @throws InvalidNetworkException if layers do not fit each other or their weights; it tells
   *     every misfit
   */
  public static Network compile(int inputChannels, List<? extends Layer> layers) {
    return new Network(inputChannels, NetworkCheck.places(inputChannels, List.copyOf(layers)));
  }

  /** Channels of an input frame. */
  public int inputChannels() {
    return inputChannels;
  }

  /** Channels of an output. */
  public int outputChannels() {
    return layers.get(layers.size() - 1).outputChannels();
  }

  /** The layers, each with its channels, from input to output. */
  public List<NetworkLayer> layers() {
    return layers;
  }

  /** Input frames that one output sees: 1 + Σ (k-1)·d·(strides before). */
  public int receptiveField() {
    return (int) receptiveField;
  }

  /**
   * Index of the input frame that brings the first output: 0 if all layers are causal, plus (k-1)·d
   * for each valid one.
   */
  public int delay() {
    return (int) delay;
  }

  /** Input frames from one output to the next. */
  public int outputStride() {
    return (int) outputStride;
  }

  /** Bytes of the saved state of one device. */
  public long stateBytes() {
    return StateLayout.bytes(layers.stream().mapToLong(NetworkLayer::ringFloats).sum());
  }

  /**
   * Multiply-adds that one input frame costs on average, rounded up: a layer behind strides costs
   * less per input frame.
   */
  public long multiplyAddsPerFrame() {
    return (long) Math.ceil(multiplyAddsPerFrame);
  }

  /** The number of parameters of all layers. */
  public Parameters parameters() {
    return layers.stream()
        .map(place -> place.layer().parameters())
        .reduce(Parameters.NONE, Parameters::plus);
  }

  /** The same for networks that compute the same in the same way; names do not count. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Outputs that the first {@code frames} input frames of a segment bring. */
  public long outputs(long frames) {
    return framesAt(stages.size(), frames);
  }

  /**
   * Frames still missing to a full receptive field, for an output whose newest input frame is
   * {@code frameIndex}: 0 once the network is warm, and before that the frames of zeros that the
   * output saw.
   *
   * @param frameIndex index in the segment, from 0
   */
  public long framesMissing(long frameIndex) {
    return Math.max(0, receptiveField - (frameIndex + 1));
  }

  /** A state at the start of a segment: every ring holds zeros. */
  public NetworkState newState() {
    return new NetworkState(this);
  }

  /**
   * Reads what {@link NetworkState#write} wrote, of this release or an earlier one.
   *
   * @throws StateMismatchException if another network wrote it
   * @throws IOException if the version is not known, or the bytes are cut short or corrupt
   */
  public NetworkState readState(DataInput in) throws IOException {
    return NetworkState.read(this, in);
  }

  /** A processor for one thread. */
  public NetworkProcessor newProcessor() {
    return new NetworkProcessor(this);
  }

  /**
   * Input frames that the stage {@code stage} has consumed when the network has consumed {@code
   * frames}.
   */
  long framesAt(int stage, long frames) {
    long time = frames;
    for (int i = 0; i < stage; i++) {
      time = layers.get(i).layer().taps().outputs(time);
    }
    return time;
  }

  /** Index of the newest input frame that the output {@code output} saw. */
  long newestFrame(long output) {
    return output * outputStride + delay;
  }

  Ring[] newRings() {
    return layers.stream()
        .map(place -> new Ring((int) place.layer().taps().history(), place.inputChannels()))
        .toArray(Ring[]::new);
  }

  Stage[] forkStages() {
    return stages.stream().map(Stage::fork).toArray(Stage[]::new);
  }

  /** Channels of the widest frame anywhere in the network. */
  int widestFrame() {
    return layers.stream()
        .mapToInt(place -> Math.max(place.inputChannels(), place.outputChannels()))
        .max()
        .orElse(inputChannels);
  }
}
