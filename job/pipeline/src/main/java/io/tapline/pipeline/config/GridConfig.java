/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.time.Duration;

/** The time grid of the frames. */
public record GridConfig(Duration period, long originMicros) {}
