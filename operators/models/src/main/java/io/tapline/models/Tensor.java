/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * One tensor of a weights file.
 *
 * @param shape its sizes, the slowest first
 * @param values as many as the shape says, row-major
 */
record Tensor(List<Long> shape, FloatBuffer values) {

  float[] toArray() {
    float[] array = new float[values.remaining()];
    values.duplicate().get(array);
    return array;
  }
}
