/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

/**
 * The uid of every operator: the savepoint contract. A savepoint finds an operator's state by its
 * uid, so none of these may ever change or be used again for something else.
 */
public final class OperatorUids {

  public static final String SOURCE = "source";
  public static final String DECODE = "decode";
  public static final String ALIGN = "align";
  public static final String CONVOLVE = "convolve";
  public static final String FRAME_SPLIT = "frame-split";
  public static final String FRAME_SINK = "frame-sink";
  public static final String REJECTED_PARTS = "rejected-parts";
  public static final String REJECTED_SINK = "rejected-sink";

  private OperatorUids() {}

  public static String resultSink(String output) {
    return "result-sink-" + output;
  }
}
