/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The time grid of the frames: one of the first two says how long a tick is.
 *
 * @param period null where there is a rate
 * @param rate ticks a second; null where there is a period
 */
public record GridConfig(Duration period, BigDecimal rate, long originMicros) {}
