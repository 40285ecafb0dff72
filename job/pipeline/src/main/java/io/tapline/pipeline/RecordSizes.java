/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.network.plan.NetworkOutput;
import io.tapline.schemas.ReadingDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The most bytes of a record that the job writes, with its key and batch. They do not depend on
 * what is read: so that every result and every frame fits its topic is checked before the job
 * starts.
 */
public final class RecordSizes {

  /** What all records have: the heads of batch, record and schema, times, counts and lengths. */
  private static final int OVERHEAD = 512;

  /** Compression may add a thousandth where nothing can be compressed. */
  private static final int COMPRESSION_SHARE = 1_000;

  /** The device is in key and value. */
  private static final int DEVICE = 2 * ReadingDecoder.LONGEST_NAME_BYTES;

  private RecordSizes() {}

  /** A result of one of a model's outputs. */
  public static long result(PipelineModel model, NetworkOutput output) {
    return whole(
        (long) Float.BYTES * output.channels()
            + bytes(model.name())
            + bytes(model.version())
            + bytes(output.name()));
  }

  /** A frame of so many channels: a value and a mask of each. */
  public static long frame(int channels) {
    return whole((Float.BYTES + 1L) * channels);
  }

  private static long whole(long bytes) {
    long record = OVERHEAD + DEVICE + bytes;
    return record + record / COMPRESSION_SHARE;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
