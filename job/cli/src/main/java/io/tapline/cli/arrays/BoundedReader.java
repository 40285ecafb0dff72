/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends the reading of a text that makes its parser take in more and more without a result, such as
 * a line without end.
 */
final class BoundedReader extends FilterReader {
  /** As many as the widest frame may need, and what a parser reads ahead. */
  static final int MOST_CHARACTERS = 1 << 22;

  private int taken;

  /** More characters than {@link #MOST_CHARACTERS} were read without a result. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("row is too long: maximum characters=" + MOST_CHARACTERS);
    }
  }

  BoundedReader(Reader in) {
    super(in);
  }

  /** Says that what was read has had a result. */
  void release() {
    taken = 0;
  }

  @Override
  public int read() throws IOException {
    int character = super.read();
    count(1);
    return character;
  }

  @Override
  public int read(char[] characters, int offset, int length) throws IOException {
    int got = super.read(characters, offset, length);
    count(got);
    return got;
  }

  private void count(int characters) throws TooLongException {
    taken += characters;
    if (taken > MOST_CHARACTERS) {
      throw new TooLongException();
    }
  }
}
