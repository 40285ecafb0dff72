/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

/**
 * Where a recording's rows have their device: one of the three.
 *
 * @param field the column that names it
 * @param constant its name, where all rows are of one device
 * @param file whether it is named as the file is, without the file's ending
 */
public record RecordingDeviceConfig(String field, String constant, Boolean file) {}
