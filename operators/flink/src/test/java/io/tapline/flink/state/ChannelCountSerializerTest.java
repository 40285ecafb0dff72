/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.Golden;
import org.junit.jupiter.api.Test;

class ChannelCountSerializerTest {

  private static final ChannelCount COUNT =
      new ChannelCount("temp-é", ChannelLine.CARRIED, 1L << 40);

  @Test
  void shouldReadAndWriteTheBytesOfVersion1() throws Exception {
    byte[] golden = Golden.bytes("channel-count");
    assertThat(Golden.read(ChannelCountSerializer.INSTANCE, golden)).isEqualTo(COUNT);
    assertThat(Golden.write(ChannelCountSerializer.INSTANCE, COUNT)).isEqualTo(golden);
    assertThat(Golden.copy(ChannelCountSerializer.INSTANCE, golden)).isEqualTo(golden);
  }
}
