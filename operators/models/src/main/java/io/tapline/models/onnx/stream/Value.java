/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.models.onnx.model.NdArray;

/** What is known of a tensor of the graph. */
public sealed interface Value {

  /** It does not depend on the input's values. */
  record Constant(NdArray array) implements Value {}

  /** It can be used by nobody; why is told where somebody does. */
  record Unavailable(String reason) implements Value {}

  /** A state that goes on from call to call, which a stream does itself. */
  record State() implements Value {}

  /** Its node is at fault, which has been told. */
  record Refused() implements Value {}

  /** It comes frame by frame. */
  record Streamed(Stream stream) implements Value {

    public boolean isReal() {
      return stream.numbers() == Stream.Numbers.REAL;
    }
  }

  static Value of(NdArray array) {
    return new Constant(array);
  }

  static Value of(Stream stream) {
    return new Streamed(stream);
  }
}
