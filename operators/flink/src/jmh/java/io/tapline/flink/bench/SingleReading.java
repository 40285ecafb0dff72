/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

/** One reading, as Flink's windows take them. */
record SingleReading(String device, int channel, long micros, double value) {}
