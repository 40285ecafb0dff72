/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** Takes released frames. */
@FunctionalInterface
public interface FrameBlockSink {

  /** The block is valid during the call only; {@link FrameBlock#copy} it to keep it. */
  void accept(FrameBlock block);
}
