/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.jhdf.GlobalHeap;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts of variable length, each of which an attribute names by where it lies in a heap.
 *
 * <pre>{@code
 * | length (4) | address of the heap (4 or 8) | index in it (4) | length | …
 * }</pre>
 *
 * <p>All of them could be the same one, and that as long as the file. So each is looked at before
 * it is made; the library would make all at once.
 */
final class HeapTexts {
  private static final int MAX_TEXT_BYTES = 1 << 12;

  private HeapTexts() {}

  static List<String> read(ByteBuffer references, HdfBackingStorage storage) {
    ByteBuffer bytes = references.slice().order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = storage.getSizeOfOffsets() == Long.BYTES;
    int size = Integer.BYTES + (wide ? Long.BYTES : Integer.BYTES) + Integer.BYTES;
    Map<Long, GlobalHeap> heaps = new HashMap<>();
    List<String> texts = new ArrayList<>();
    while (bytes.remaining() >= size) {
      bytes.getInt();
      long address = wide ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
      int index = bytes.getInt();
      GlobalHeap heap = heaps.computeIfAbsent(address, at -> new GlobalHeap(storage, at));
      ByteBuffer text = heap.getObjectData(index);
      if (text.remaining() > MAX_TEXT_BYTES) {
        throw new IllegalArgumentException("a name is too long: bytes=" + text.remaining());
      }
      texts.add(StandardCharsets.UTF_8.decode(text).toString());
    }
    return texts;
  }
}
