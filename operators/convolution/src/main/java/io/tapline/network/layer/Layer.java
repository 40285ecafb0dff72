/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

/**
 * One layer of a network, as its author wrote it: topology and weights, immutable. Whether the
 * weights fit is checked when a network is compiled, which tells all misfits at once.
 */
public interface Layer {

  /** Name, unique in its network. */
  String name();

  /** The kind of layer, as Keras calls it. */
  String type();

  /** Whether training changes the weights; without effect on any output. */
  default boolean trainable() {
    return true;
  }

  /** The inputs that an output reads. */
  default Taps taps() {
    return Taps.POINT;
  }

  /**
   * Channels of an output frame.
   *
   * @param inputChannels channels of an input frame, for each input
   */
  default long outputChannels(int... inputChannels) {
    return inputChannels[0];
  }

  /**
   * Positions of the height axis of an output frame; 1 for frames without one.
   *
   * @param inputHeight that of an input frame
   */
  default long outputHeight(long inputHeight) {
    return inputHeight;
  }

  /**
   * Multiply-adds for one output frame.
   *
   * @param inputChannels channels of an input frame, for each input
   */
  default long multiplyAdds(int... inputChannels) {
    return 0;
  }

  /** The number of parameters. */
  default Parameters parameters() {
    return Parameters.NONE;
  }
}
