/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ObservedValuesTest {

  @Test
  void shouldCountTheLastFramesOnly() {
    ObservedValues observed = new ObservedValues(2, 4);
    assertThat(observed.share()).isEqualTo(0f);
    observed.push(4);
    assertThat(observed.share()).isEqualTo(0.5f);
    observed.push(2);
    assertThat(observed.share()).isEqualTo(0.75f);
    observed.push(0);
    assertThat(observed.share()).isEqualTo(0.25f);
    observed.reset();
    assertThat(observed.share()).isEqualTo(0f);
  }

  @Test
  void shouldEqualASumOverTheLastFramesThroughSaveAndRestore() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int frames = random.nextInt(1, 30);
      int channels = random.nextBoolean() ? random.nextInt(1, 256) : random.nextInt(256, 65536);
      ObservedValues observed = new ObservedValues(frames, channels);
      Deque<Integer> last = new ArrayDeque<>();
      for (int t = 0; t < 70; t++) {
        int count = random.nextInt(channels + 1);
        observed.push(count);
        last.addLast(count);
        if (last.size() > frames) {
          last.removeFirst();
        }
        double sum = last.stream().mapToLong(Integer::longValue).sum();
        assertThat(observed.share())
            .as("seed=%d, frame=%d", seed, t)
            .isEqualTo((float) (sum / ((double) frames * channels)));
        byte[] saved = save(observed);
        assertThat(saved).hasSize(observed.stateBytes());
        observed = new ObservedValues(frames, channels);
        observed.read(new DataInputStream(new ByteArrayInputStream(saved)));
        assertThat(save(observed)).as("seed=%d, frame=%d", seed, t).isEqualTo(saved);
      }
    }
  }

  @Test
  void shouldWriteTheOldestFrameFirst() throws IOException {
    ObservedValues narrow = new ObservedValues(3, 255);
    ObservedValues wide = new ObservedValues(3, 256);
    for (int count = 1; count <= 4; count++) {
      narrow.push(count);
      wide.push(count + 252);
    }
    assertThat(save(narrow)).containsExactly(2, 3, 4);
    assertThat(save(wide)).containsExactly(0, 254, 0, 255, 1, 0);
  }

  @Test
  void shouldRefuseCorruptBytes() {
    ObservedValues observed = new ObservedValues(3, 4);
    assertThatThrownBy(() -> read(observed, 1, 2))
        .isInstanceOf(IOException.class)
        .hasMessage("observed counts are cut short: expected bytes=3");
    assertThatThrownBy(() -> read(observed, 1, 5, 0))
        .isInstanceOf(IOException.class)
        .hasMessage("observed counts are corrupt: frame=1, channels=4, observed=5");
    assertThat(observed.share()).isEqualTo(0f);
  }

  @Test
  void shouldRefuseCountsThatCannotBe() {
    ObservedValues observed = new ObservedValues(3, 4);
    assertThatThrownBy(() -> observed.push(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("observed channels must be 0 to 4: observed=5");
    assertThatThrownBy(() -> new ObservedValues(0, 4))
        .hasMessage("at least one frame must count: frames=0");
    assertThatThrownBy(() -> new ObservedValues(1, 65536))
        .hasMessage("channels must be 1 to 65535: channels=65536");
  }

  private static void read(ObservedValues observed, int... bytes) throws IOException {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    observed.read(new DataInputStream(new ByteArrayInputStream(all)));
  }

  private static byte[] save(ObservedValues observed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    observed.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
