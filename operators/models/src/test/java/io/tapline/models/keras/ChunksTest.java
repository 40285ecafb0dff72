/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Datasets are put together from their chunks, which give no more than they should. */
class ChunksTest {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int CHECKSUM = 3;

  /** 5×3 elements of two bytes: the element at (i, j) is i, j. */
  private static ByteBuffer chunk(int[] start) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * 2 * 2);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        bytes.put((byte) (start[0] + i)).put((byte) (start[1] + j));
      }
    }
    return bytes.flip();
  }

  private static Chunks chunks(Integer... filters) {
    return new Chunks(new int[] {5, 3}, new int[] {2, 2}, 2, List.of(filters));
  }

  private static byte[] expected() {
    ByteBuffer bytes = ByteBuffer.allocate(5 * 3 * 2);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 3; j++) {
        bytes.put((byte) i).put((byte) j);
      }
    }
    return bytes.array();
  }

  @Test
  void shouldCutOffWhatReachesBeyondTheEnd() throws IOException {
    assertThat(chunks().read(ChunksTest::chunk).array()).isEqualTo(expected());
  }

  @Test
  void shouldUndoFiltersInReverse() throws IOException {
    assertThat(
            chunks(SHUFFLE, CHECKSUM, DEFLATE)
                .read(start -> deflated(withChecksum(shuffled(chunk(start)))))
                .array())
        .isEqualTo(expected());
  }

  @Test
  void shouldRefuseChunksOfAnotherSize() {
    assertThatThrownBy(() -> chunks().read(start -> ByteBuffer.allocate(7)))
        .hasMessage("a chunk has 7 bytes, not 8");
    assertThatThrownBy(() -> chunks(DEFLATE).read(start -> deflated(ByteBuffer.allocate(1 << 20))))
        .hasMessage("a chunk gives more bytes than it has elements");
    assertThatThrownBy(() -> chunks(DEFLATE).read(start -> ByteBuffer.allocate(9)))
        .hasMessage("a chunk cannot be decompressed");
  }

  @Test
  void shouldBoundWhatAChunkTakes() {
    assertThat(chunks().fits()).isTrue();
    assertThat(new Chunks(new int[] {1}, new int[] {1 << 30}, 4, List.of()).fits()).isFalse();
    assertThat(new Chunks(new int[] {1, 1}, new int[] {1}, 4, List.of()).fits()).isFalse();
    assertThat(new Chunks(new int[] {1}, new int[] {0}, 4, List.of()).fits()).isFalse();
    assertThat(new Chunks(new int[] {0}, new int[] {1}, 4, List.of()).fits()).isFalse();
    assertThat(chunks().bytes()).isEqualTo(6 * 4 * 2);
  }

  private static ByteBuffer shuffled(ByteBuffer bytes) {
    ByteBuffer shuffled = ByteBuffer.allocate(bytes.remaining());
    for (int part = 0; part < 2; part++) {
      for (int i = part; i < bytes.limit(); i += 2) {
        shuffled.put(bytes.get(i));
      }
    }
    return shuffled.flip();
  }

  private static ByteBuffer withChecksum(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining() + 4).put(bytes).putInt(7).flip();
  }

  private static ByteBuffer deflated(ByteBuffer bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes.array(), 0, bytes.limit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteBuffer.wrap(out.toByteArray());
  }
}
