/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.pretrained;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a matrix of float32 out of an NPY file of version 1, in C order. */
final class GoldenArray {

  private static final Pattern SHAPE = Pattern.compile("'<f4'.*\\((\\d+), (\\d+)\\)");

  private GoldenArray() {}

  static double[][] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = bytes.getShort(8);
    String header = new String(bytes.array(), 10, headerBytes, StandardCharsets.ISO_8859_1);
    Matcher shape = SHAPE.matcher(header);
    if (!shape.find()) {
      throw new IOException("not a matrix of float32: header=" + header);
    }
    double[][] matrix = new double[Integer.parseInt(shape.group(1))][];
    bytes.position(10 + headerBytes);
    for (int row = 0; row < matrix.length; row++) {
      matrix[row] = new double[Integer.parseInt(shape.group(2))];
      for (int column = 0; column < matrix[row].length; column++) {
        matrix[row][column] = bytes.getFloat();
      }
    }
    return matrix;
  }
}
