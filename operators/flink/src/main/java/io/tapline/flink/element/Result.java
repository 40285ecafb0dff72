/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

/**
 * One output of the network for one device.
 *
 * @param timestampMicros the time of the newest frame that the output saw
 * @param values shape [output channels]
 * @param framesMissing frames still missing to a full receptive field: 0 when warm
 * @param observedShare the observed share of the receptive field's values, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; copied nowhere.
public record Result(
    String device, long timestampMicros, float[] values, int framesMissing, float observedShare) {}
