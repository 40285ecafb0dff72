/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

/** A layer cannot be taken. The message is the problem, with the layer's name in it. */
final class UnsupportedLayerException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsupportedLayerException(String problem) {
    super(problem);
  }
}
