/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

/**
 * A column of a recording.
 *
 * @param field its name
 */
public record RecordingFieldConfig(String field) {}
