/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

/**
 * Numbers of parameters, counted as Keras does.
 *
 * @param trainable weights that training changes
 * @param nonTrainable frozen weights, and the moving statistics of batch normalization
 */
public record Parameters(long trainable, long nonTrainable) {

  public static final Parameters NONE = new Parameters(0, 0);

  public static Parameters of(long count, boolean trainable) {
    return trainable ? new Parameters(count, 0) : new Parameters(0, count);
  }

  public long total() {
    return trainable + nonTrainable;
  }

  public Parameters plus(Parameters other) {
    return new Parameters(trainable + other.trainable, nonTrainable + other.nonTrainable);
  }
}
