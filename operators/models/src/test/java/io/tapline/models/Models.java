/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Models of two channels, written down by hand: the text of the layers, and zeros of any shapes.
 */
final class Models {
  static final String HEAD =
      """
      format: tapline-model/1
      name: test
      version: "1"
      input: {channels: 2}
      output: features
      weights: test.safetensors
      """;

  record Zeros(String name, long[] shape) {}

  private Models() {}

  static Zeros tensor(String name, long... shape) {
    return new Zeros(name, shape);
  }

  static Model of(String layers, Zeros... tensors) throws InvalidModelException {
    return ModelFile.parse(utf8(HEAD + layers), weights(tensors));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] weights(Zeros... tensors) {
    List<String> entries = new ArrayList<>();
    long offset = 0;
    for (Zeros tensor : tensors) {
      long end = offset + 4 * Arrays.stream(tensor.shape()).reduce(1, (a, b) -> a * b);
      entries.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(tensor.name(), Arrays.toString(tensor.shape()), offset, end));
      offset = end;
    }
    return safetensors("{" + String.join(",", entries) + "}", (int) offset);
  }

  static byte[] safetensors(String header, int dataBytes) {
    byte[] json = utf8(header);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
