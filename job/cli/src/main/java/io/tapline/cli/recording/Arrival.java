/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.schemas.RecordedMessage;

/**
 * A message of a recording, with where it came from.
 *
 * @param arrivedMillis when it came in, in milliseconds since the epoch, also where the message has
 *     no timestamp that says it
 * @param file the number of the recording among those that were named
 * @param position the line, row or message of it
 */
record Arrival(RecordedMessage message, long arrivedMillis, int file, long position) {}
