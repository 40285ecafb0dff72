/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

/**
 * One frame on its own, for who takes frames one by one; nothing of it is used again.
 *
 * @param timestampMicros the start of its tick
 * @param values shape [channels], as the network sees them
 * @param mask where each value comes from (see {@link io.tapline.alignment.Mask})
 * @param segmentStart whether it is the first of its segment
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; copied nowhere.
public record ReleasedFrame(
    String device, long timestampMicros, float[] values, byte[] mask, boolean segmentStart) {}
