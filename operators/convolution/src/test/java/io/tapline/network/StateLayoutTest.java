/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.state.StateMismatchException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of every released version are kept, and read forever. */
class StateLayoutTest {
  private static final int FRAMES = 11;

  private final Network network = EveryLayer.network();

  @Test
  void shouldWriteTheBytesOfVersion1() throws IOException {
    assertThat(bytesOf(stateAfterElevenFrames())).isEqualTo(golden());
  }

  @Test
  void shouldGoOnFromTheBytesOfVersion1() throws IOException {
    Streamed expected = new Streamed(network);
    Streamed got = new Streamed(network);

    Streamed.feed(network.newProcessor(), stateAfterElevenFrames(), frames(20), 0, 20, expected);
    Streamed.feed(network.newProcessor(), read(golden()), frames(20), 0, 20, got);

    assertThat(got.bits()).isNotEmpty().isEqualTo(expected.bits());
  }

  @Test
  void shouldHoldNothingButTheRingsAndTheFrameCount() {
    int rings = (2 * 2) * 4 + 3 * 6 + 1 * 3;
    assertThat(network.stateBytes()).isEqualTo(2 + 8 + 8 + 4L * rings);
  }

  @Test
  void shouldRefuseTheStateOfAnotherNetwork() throws IOException {
    Network other =
        Network.compile(
            4, List.of(Convolution.pointwise("p").filters(1).kernel(1, 2, 3, 4).build()));
    byte[] bytes = bytesOf(other.newState());

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(StateMismatchException.class)
        .hasMessage(
            "state belongs to another network; start its devices afresh or load the network that wrote"
                + " it: expected=%016x, got=%016x",
            network.fingerprint(), other.fingerprint());
    assertThatThrownBy(
            () -> network.newProcessor().process(new float[0], 0, 0, other.newState(), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state belongs to another network: expected=%016x", network.fingerprint());
  }

  @Test
  void shouldRefuseAVersionItDoesNotKnow() throws IOException {
    byte[] bytes = golden();
    ByteBuffer.wrap(bytes).putShort(0, (short) 3);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("state version is not known to this release: newest known=2, got=3");
  }

  @Test
  void shouldRefuseANegativeFrameCount() throws IOException {
    byte[] bytes = golden();
    ByteBuffer.wrap(bytes).putLong(10, -1);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("state is corrupt, its frame count is negative: frames=-1");
  }

  @Test
  void shouldRefuseBytesCutShortAnywhere() throws IOException {
    byte[] bytes = golden();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("state is cut short: expected bytes=166");
    }
  }

  private NetworkState stateAfterElevenFrames() {
    NetworkState state = network.newState();
    Streamed.feed(network.newProcessor(), state, frames(FRAMES), 0, FRAMES, new Streamed(network));
    return state;
  }

  private static float[][] frames(int count) {
    float[][] frames = new float[count][4];
    for (int t = 0; t < count; t++) {
      for (int c = 0; c < 4; c++) {
        frames[t][c] = t - c / 4f;
      }
    }
    return frames;
  }

  private static byte[] bytesOf(NetworkState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private NetworkState read(byte[] bytes) throws IOException {
    return network.readState(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static byte[] golden() throws IOException {
    try (InputStream bytes =
        StateLayoutTest.class.getResourceAsStream("/state-v1/every-layer.bin")) {
      return bytes.readAllBytes();
    }
  }
}
