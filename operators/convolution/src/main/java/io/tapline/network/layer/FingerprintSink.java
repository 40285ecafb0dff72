/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import io.tapline.network.function.Activation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Takes what a network computes, value by value, into a SHA-256, of which the first eight bytes
 * count. Numbers are big-endian.
 */
public final class FingerprintSink {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Float.BYTES);

  public FingerprintSink() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first eight bytes; nothing may be added afterwards. */
  public long finish() {
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  public void add(Taps taps) {
    add(taps.kernelSize());
    add(taps.stride());
    add(taps.dilation());
    add(taps.padding().mode().name());
    if (taps.padding().mode() == Padding.Mode.EXPLICIT) {
      add(taps.padding().left());
      add(taps.padding().right());
    }
  }

  public void add(Activation activation) {
    add(activation.kind().name());
    add(activation.alpha());
    // Only where there is one: fingerprints were written before kinds had a second parameter.
    if (activation.kind().parameters().size() > 1) {
      add(activation.beta());
    }
  }

  public void add(Weights weights) {
    add(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      add(weights.get(i));
    }
  }

  public void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  public void add(boolean value) {
    add(value ? 1 : 0);
  }

  public void add(float value) {
    add(Float.floatToIntBits(value));
  }

  public void add(int value) {
    digest.update(number.putInt(0, value).array());
  }
}
