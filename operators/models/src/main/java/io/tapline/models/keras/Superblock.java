/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The head of an HDF5 file, which says where the file ends: section II.A of the HDF5 file format
 * specification, version 3.0.
 */
final class Superblock {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** Addresses of 8 bytes are what every writer has by default. */
  private static final int ADDRESS_BYTES = 8;

  private Superblock() {}

  /**
   * @throws InvalidModelException if the file ends before its own end
   */
  static void checkComplete(byte[] file) throws InvalidModelException {
    long end = end(file);
    if (end > file.length) {
      throw new InvalidModelException(
          List.of(
              "HDF5 file is cut short, copy or save it again: expected bytes="
                  + end
                  + ", got="
                  + file.length));
    }
  }

  /** The end of file address; 0 where the head is of a kind that is left to the library. */
  private static long end(byte[] file) {
    if (file.length < 48 || !Arrays.equals(file, 0, 8, SIGNATURE, 0, 8)) {
      return 0;
    }
    ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return switch (file[8]) {
      // Versions, sizes of addresses and lengths at 13 and 14, base address at 24.
      case 0 -> file[13] == ADDRESS_BYTES ? head.getLong(40) : 0;
      // Size of addresses at 9, base address at 12, extension at 20.
      case 2, 3 -> file[9] == ADDRESS_BYTES ? head.getLong(28) : 0;
      default -> 0;
    };
  }
}
