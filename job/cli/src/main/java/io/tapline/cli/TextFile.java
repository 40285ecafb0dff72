/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/** Files of text in UTF-8. */
public final class TextFile {

  /** Programs on Windows begin a text with it, and mean nothing by it. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final int CHUNK = 8_192;

  private TextFile() {}

  /**
   * Opens a file to read, after its byte order mark where it has one. Reading throws a {@link
   * java.nio.charset.CharacterCodingException} where the file is not UTF-8; opening does not.
   */
  public static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      bytes.mark(BYTE_ORDER_MARK.length);
      if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
        bytes.reset();
      }
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
  }

  /**
   * The first line that is not UTF-8, from 1 on; none where all are. A reader decodes ahead, and
   * cannot tell it.
   */
  public static OptionalLong firstLineNotInUtf8(Path file) throws IOException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    CharBuffer text = CharBuffer.allocate(CHUNK);
    long line = 1;
    try (ReadableByteChannel in = Files.newByteChannel(file)) {
      for (boolean ended = false; !ended; ) {
        ended = in.read(bytes) < 0;
        CoderResult result = decoder.decode(bytes.flip(), text.clear(), ended);
        line += text.flip().chars().filter(character -> character == '\n').count();
        if (result.isError()) {
          return OptionalLong.of(line);
        }
        bytes.compact();
      }
    }
    return OptionalLong.empty();
  }
}
