/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

/** A frame of one device as Flink's windows give it; the record's own timestamp tells its tick. */
public final class FrameRow {

  public String device;
  public float[] values;
  public byte[] mask;

  /** For Flink. */
  public FrameRow() {}

  FrameRow(String device, int channels) {
    this.device = device;
    this.values = new float[channels];
    this.mask = new byte[channels];
  }
}
