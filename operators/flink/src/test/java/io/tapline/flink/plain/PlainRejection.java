/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.plain;

/** A reading that was rejected. */
public record PlainRejection(
    String reason, String channel, long micros, double value, long lateMicros) {}
