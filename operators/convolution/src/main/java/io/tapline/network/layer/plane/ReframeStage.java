/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.stage.PointStage;

/** Copies frames as they are. */
final class ReframeStage extends PointStage {
  private final int values;

  ReframeStage(int values) {
    this.values = values;
  }

  @Override
  protected void process(float[] input, int from, int count, float[] output, int to) {
    System.arraycopy(input, from, output, to, count * values);
  }
}
