/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Puts a dataset together that is stored in chunks, blocks of equal sizes that may be compressed
 * and reach beyond its end.
 *
 * <p>No chunk gives more bytes than its sizes say, whatever is in it; so what is needed beside the
 * dataset itself is one chunk, which {@link #fits} bounds before.
 *
 * @param sizes the dataset's sizes
 * @param chunk a chunk's sizes
 * @param elementBytes bytes of an element
 * @param filters ids of what was done to a chunk's bytes, in order, of those in {@link #KNOWN}
 */
record Chunks(int[] sizes, int[] chunk, int elementBytes, List<Integer> filters) {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int CHECKSUM = 3;

  /** Ids of the HDF5 library's own filters: deflate, shuffle, fletcher32. */
  static final List<Integer> KNOWN = List.of(DEFLATE, SHUFFLE, CHECKSUM);

  /** Far more than the library's default, of 1 MB. */
  private static final long MOST_BYTES = 16 << 20;

  /** Gives what is stored. */
  @FunctionalInterface
  interface Source {

    /** The bytes of the chunk that begins at an index. */
    ByteBuffer chunkAt(int[] start) throws InvalidModelException;
  }

  /** Whether the sizes are sound, and a chunk is not too large. */
  boolean fits() {
    long bytes = elementBytes;
    for (int size : chunk) {
      bytes = size < 1 || bytes > MOST_BYTES ? MOST_BYTES + 1 : bytes * size;
    }
    return chunk.length == sizes.length
        && sizes.length > 0
        && Arrays.stream(sizes).allMatch(size -> size > 0)
        && bytes <= MOST_BYTES;
  }

  /** Bytes that all chunks have together. */
  long bytes() {
    double bytes = elementBytes;
    for (int axis = 0; axis < sizes.length; axis++) {
      bytes *= Math.ceil((double) sizes[axis] / chunk[axis]) * chunk[axis];
    }
    return (long) bytes;
  }

  /**
   * All elements, row-major.
   *
   * @throws IllegalArgumentException if a chunk does not give what it should
   */
  ByteBuffer read(Source source) throws InvalidModelException {
    byte[] whole = new byte[Math.multiplyExact(product(sizes), elementBytes)];
    int[] start = new int[sizes.length];
    do {
      copy(plain(source.chunkAt(start.clone())), start, whole);
    } while (next(start));
    return ByteBuffer.wrap(whole);
  }

  /** Goes on to the next chunk; false behind the last. */
  private boolean next(int[] start) {
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      start[axis] += chunk[axis];
      if (start[axis] < sizes[axis]) {
        return true;
      }
      start[axis] = 0;
    }
    return false;
  }

  /** Row by row, along the last axis. */
  private void copy(byte[] from, int[] start, byte[] whole) {
    int last = sizes.length - 1;
    int row = Math.min(chunk[last], sizes[last] - start[last]) * elementBytes;
    int[] inner = new int[sizes.length];
    for (int source = 0; source < from.length; source += chunk[last] * elementBytes) {
      int target = 0;
      boolean inside = true;
      for (int axis = 0; axis < sizes.length; axis++) {
        inside &= start[axis] + inner[axis] < sizes[axis];
        target = target * sizes[axis] + start[axis] + inner[axis];
      }
      if (inside) {
        System.arraycopy(from, source, whole, target * elementBytes, row);
      }
      for (int axis = last - 1; axis >= 0 && ++inner[axis] == chunk[axis]; axis--) {
        inner[axis] = 0;
      }
    }
  }

  /** The bytes of a chunk before anything was done to them. */
  private byte[] plain(ByteBuffer stored) {
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    int size = product(chunk) * elementBytes;
    for (int i = filters.size() - 1; i >= 0; i--) {
      bytes =
          switch (filters.get(i)) {
            // A checksum of 4 bytes may have been added before.
            case DEFLATE -> inflated(bytes, size + 4 * filters.size());
            case SHUFFLE -> unshuffled(bytes);
            case CHECKSUM -> Arrays.copyOf(bytes, Math.max(0, bytes.length - 4));
            default -> throw new IllegalArgumentException("filter is not known");
          };
    }
    if (bytes.length != size) {
      throw new IllegalArgumentException("a chunk has " + bytes.length + " bytes, not " + size);
    }
    return bytes;
  }

  private static byte[] inflated(byte[] bytes, int most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] plain = new byte[most];
      int length = inflater.inflate(plain);
      if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
        throw new IllegalArgumentException("a chunk gives more bytes than it has elements");
      }
      return Arrays.copyOf(plain, length);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("a chunk cannot be decompressed", e);
    } finally {
      inflater.end();
    }
  }

  /** The first bytes of all elements stand first, then the second ones. */
  private byte[] unshuffled(byte[] bytes) {
    int count = bytes.length / elementBytes;
    byte[] plain = bytes.clone();
    for (int i = 0; i < count; i++) {
      for (int part = 0; part < elementBytes; part++) {
        plain[i * elementBytes + part] = bytes[part * count + i];
      }
    }
    return plain;
  }

  private static int product(int[] sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }
}
