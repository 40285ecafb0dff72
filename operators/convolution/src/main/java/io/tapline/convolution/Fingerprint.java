/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.ActivationLayer;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.DepthwiseConvolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.Taps;
import io.tapline.convolution.layer.Weights;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Tells networks apart by what they compute: SHA-256 over topology and weights, of which the first
 * eight bytes count. Names and trainability do not enter.
 *
 * <p>This is part of the state's contract: the encoding may change only with {@link
 * StateLayout#VERSION}.
 */
final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Float.BYTES);

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static long of(int inputChannels, List<NetworkLayer> layers) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add("tapline-network/1");
    fingerprint.add(inputChannels);
    for (NetworkLayer place : layers) {
      fingerprint.add(place.layer());
    }
    return ByteBuffer.wrap(fingerprint.digest.digest()).getLong();
  }

  private void add(Layer layer) {
    add(layer.type());
    if (layer instanceof Convolution convolution) {
      add(convolution.taps());
      add(convolution.filters());
      add(convolution.groups());
      add(convolution.kernel());
      add(convolution.bias());
      add(convolution.activation());
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      add(depthwise.taps());
      add(depthwise.depthMultiplier());
      add(depthwise.kernel());
      add(depthwise.bias());
      add(depthwise.activation());
    } else if (layer instanceof BatchNormalization normalization) {
      add(normalization.gamma());
      add(normalization.beta());
      add(normalization.mean());
      add(normalization.variance());
      add(normalization.epsilon());
    } else if (layer instanceof ActivationLayer activation) {
      add(activation.activation());
    }
  }

  private void add(Taps taps) {
    add(taps.kernelSize());
    add(taps.stride());
    add(taps.dilation());
    add(taps.padding().mode().name());
  }

  private void add(Activation activation) {
    add(activation.kind().name());
    add(activation.alpha());
    // Only where there is one: fingerprints were written before kinds had a second parameter.
    if (activation.kind().parameters().size() > 1) {
      add(activation.beta());
    }
  }

  private void add(Weights weights) {
    add(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      add(weights.get(i));
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(float value) {
    add(Float.floatToIntBits(value));
  }

  private void add(int value) {
    digest.update(number.putInt(0, value).array());
  }
}
