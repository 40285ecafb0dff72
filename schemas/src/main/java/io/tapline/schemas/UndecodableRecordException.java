/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

/**
 * A record's bytes are not what they should be. The message says what was found, what was expected
 * and how to mend it.
 *
 * <p>Has no stack trace: it is about the input, not about the program, and there may be many.
 */
public final class UndecodableRecordException extends Exception {

  public UndecodableRecordException(String message) {
    super(message, null, false, false);
  }
}
