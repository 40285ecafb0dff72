/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

/**
 * One line of a recording: a sensor's channels at one time.
 *
 * @param firstChannel where the sensor's channels begin in the frame
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record Row(String device, int firstChannel, long micros, double[] values) {}
