/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

/**
 * One layer of a network, as its author wrote it: topology and weights, immutable. Whether the
 * weights fit is checked by {@link Network#compile}, which tells all misfits at once.
 */
public sealed interface Layer
    permits Convolution, DepthwiseConvolution, BatchNormalization, ActivationLayer {

  /** Name, unique in its network. */
  String name();

  /** Whether training changes the weights; without effect on any output. */
  boolean trainable();

  /** The kind of layer, as Keras calls it. */
  String type();

  /** The past inputs that an output reads. */
  Taps taps();

  /** Channels of an output frame for {@code inputChannels} channels of an input frame. */
  long outputChannels(int inputChannels);

  /** Multiply-adds for one output frame, for {@code inputChannels} channels of an input frame. */
  long multiplyAdds(int inputChannels);

  /** The number of parameters. */
  Parameters parameters();
}
