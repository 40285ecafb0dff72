/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperblockTest {

  @ParameterizedTest
  @CsvSource({"0, 13, 40", "2, 9, 28", "3, 9, 28"})
  void shouldRefuseFilesThatEndBeforeTheirEnd(int version, int addressBytes, int endOfFile) {
    byte[] file = new byte[100];
    ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    head.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', (byte) version});
    head.put(addressBytes, (byte) 8);
    head.putLong(endOfFile, 100);
    assertThatCode(() -> Superblock.checkComplete(file)).doesNotThrowAnyException();

    head.putLong(endOfFile, 101);
    assertThatThrownBy(() -> Superblock.checkComplete(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("HDF5 file is cut short, copy or save it again: expected bytes=101, got=100");
  }
}
