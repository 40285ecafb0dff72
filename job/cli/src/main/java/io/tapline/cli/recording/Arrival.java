/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.schemas.RecordedMessage;

/**
 * A message of a recording, with where it came from.
 *
 * @param file the number of the recording among those that were named
 * @param position the line, row or message of it
 */
record Arrival(RecordedMessage message, int file, long position) {}
