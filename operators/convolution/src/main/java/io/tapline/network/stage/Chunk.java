/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/** The frames that go through all layers at a time: it bounds the scratch. */
public final class Chunk {
  /** The most frames of a chunk: so few that the buffers between layers stay in the cache. */
  public static final int FRAMES = 64;

  private Chunk() {}
}
