/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * A fault as the scores tell it.
 *
 * @param device the device
 * @param kind the score that rose
 * @param startMicros event time of the result that first stood above the threshold, microseconds
 *     since the epoch
 * @param endMicros event time of the result that had fallen far enough below it
 * @param peak the greatest score in between
 */
public record Detection(
    String device, FaultKind kind, long startMicros, long endMicros, float peak) {}
