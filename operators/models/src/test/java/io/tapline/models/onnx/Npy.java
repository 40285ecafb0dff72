/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.onnx.model.NdArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads NPY files of float32 or float64, row-major. */
final class Npy {
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

  private Npy() {}

  static NdArray read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(8);
    String header = StandardCharsets.US_ASCII.decode(bytes.slice(10, length)).toString();
    Matcher matcher = SHAPE.matcher(header);
    if (!matcher.find() || header.contains("True")) {
      throw new IOException("not a row-major array: " + header);
    }
    int[] shape =
        Arrays.stream(matcher.group(1).split(","))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    boolean single = header.contains("<f4");
    double[] values = new double[(int) NdArray.count(shape)];
    for (int i = 0; i < values.length; i++) {
      int at = 10 + length + i * (single ? 4 : 8);
      values[i] = single ? bytes.getFloat(at) : bytes.getDouble(at);
    }
    return new NdArray(shape, values, false);
  }
}
