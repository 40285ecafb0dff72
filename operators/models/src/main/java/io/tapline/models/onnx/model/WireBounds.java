/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tapline.models.ReadLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * How much memory a file takes when it is parsed, told from its bytes beforehand: a message of two
 * bytes becomes an object of a hundred, and a number of one byte one of eight.
 */
public final class WireBounds {
  private static final long MOST_BYTES = 1L << 28;
  private static final int DEEPEST = 32;
  private static final int BYTES_OF_MESSAGE = 160;
  private static final int BYTES_OF_FIELD = 64;
  private static final int BYTES_OF_NUMBER = 8;

  /** The messages of ONNX that hold others: which field holds which. */
  private enum Message {
    MODEL,
    FUNCTION,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    OTHER;

    private static final Map<Message, Map<Integer, Message>> FIELDS =
        Map.of(
            MODEL, Map.of(7, GRAPH, 8, OTHER, 14, OTHER, 20, OTHER, 25, FUNCTION),
            FUNCTION, Map.of(7, NODE, 9, OTHER, 11, ATTRIBUTE, 12, OTHER, 14, OTHER),
            GRAPH,
                Map.of(1, NODE, 5, TENSOR, 11, OTHER, 12, OTHER, 13, OTHER, 14, OTHER, 15, OTHER),
            NODE, Map.of(5, ATTRIBUTE, 9, OTHER),
            ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 14, OTHER, 15, OTHER),
            TENSOR, Map.of(3, OTHER, 13, OTHER, 16, OTHER),
            OTHER, Map.of());

    Message field(int number) {
      return FIELDS.get(this).get(number);
    }

    /** Whether a field of bytes is numbers that may take less space here than in memory. */
    boolean packs(int number) {
      return this == TENSOR && (number == 1 || number == 5 || number == 7 || number == 11)
          || this == ATTRIBUTE && number == 8;
    }
  }

  private final long most;
  private long bytes;

  private WireBounds(long most) {
    this.most = most;
  }

  /** Refuses a file that would take too much memory, or is no message at all. */
  public static void check(ByteBuffer file, ReadLimit limit) {
    WireBounds bounds = new WireBounds(limit.scaled(MOST_BYTES));
    try {
      CodedInputStream input = CodedInputStream.newInstance(file);
      bounds.message(input, Message.MODEL, 0);
    } catch (IOException e) {
      throw new Refusal("file is no ONNX model, or ends early: %s", e.getMessage());
    }
  }

  private void message(CodedInputStream input, Message message, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new Refusal("file nests too deep: maximum=%d", DEEPEST);
    }
    while (!input.isAtEnd()) {
      int tag = input.readTag();
      if (tag == 0) {
        return;
      }
      int number = WireFormat.getTagFieldNumber(tag);
      count(BYTES_OF_FIELD);
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        input.skipField(tag);
        continue;
      }
      int length = input.readRawVarint32();
      Message inner = message.field(number);
      if (inner == null) {
        count(message.packs(number) ? (long) length * BYTES_OF_NUMBER : 0);
        input.skipRawBytes(length);
        continue;
      }
      count(BYTES_OF_MESSAGE);
      int outer = input.pushLimit(length);
      if (inner == Message.OTHER) {
        // Short messages of names and shapes, of which each byte may be a message.
        count((long) length * BYTES_OF_MESSAGE / 4);
        input.skipRawBytes(length);
      } else {
        message(input, inner, depth + 1);
      }
      input.popLimit(outer);
    }
  }

  private void count(long more) {
    bytes += more;
    if (bytes > most) {
      throw new Refusal(
          "file becomes too large in memory, %s: maximum bytes=%d", ReadLimit.RAISE, most);
    }
  }
}
