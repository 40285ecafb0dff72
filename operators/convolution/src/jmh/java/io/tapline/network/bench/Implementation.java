/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import com.fasterxml.jackson.annotation.JsonValue;

/** What computes the network. */
enum Implementation {
  /** Tapline, in a JVM with the vector module. */
  TAPLINE_VECTOR("tapline-vector"),

  /** Tapline, in a JVM without it. */
  TAPLINE_SCALAR("tapline-scalar"),

  /** ONNX Runtime over the whole receptive field again, for each new frame. */
  ORT_WINDOW("ort-window"),

  /** ONNX Runtime over 64 new frames, and those before them that they see. */
  ORT_CHUNK64("ort-chunk64"),

  /** ONNX Runtime over new frames alone, with the state as inputs and outputs. */
  ORT_STATE("ort-state");

  private final String label;

  Implementation(String label) {
    this.label = label;
  }

  /** Its name in tables and data. */
  @JsonValue
  String label() {
    return label;
  }
}
