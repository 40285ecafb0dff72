/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantTest {

  private static final Duration SHORT = Duration.ofSeconds(20);

  /** Changes only with the simulation: then the network must be trained again. */
  private static final String DIGEST_OF_SEED_42 =
      "0d1d940368a833a3c46e3ac729df13c7900423f82307d5e72345477682822a92";

  @Test
  void shouldBeTheSameToTheLastBitOnEveryMachine() throws Exception {
    assertThat(digest(new Plant(42, SHORT))).isEqualTo(DIGEST_OF_SEED_42);
  }

  @Test
  void shouldBeAnotherPlantWithAnotherSeed() throws Exception {
    assertThat(digest(new Plant(43, SHORT))).isNotEqualTo(DIGEST_OF_SEED_42);
  }

  @Test
  void shouldGiveMessagesInTheOrderOfTheirArrival() {
    PlantMessages messages = new Plant(1, SHORT).messages();
    long last = 0;
    while (messages.hasNext()) {
      long next = messages.next().getTimestampMillis();
      assertThat(next).isGreaterThanOrEqualTo(last);
      last = next;
    }
  }

  @Test
  void shouldKeyMessagesByDevice() {
    Plant plant = new Plant(1, SHORT);
    PlantMessages messages = plant.messages();
    while (messages.hasNext()) {
      String key = StandardCharsets.UTF_8.decode(messages.next().getKey()).toString();
      assertThat(plant.devices()).contains(key);
    }
  }

  @Test
  void shouldWriteItsMessagesAsARecording(@TempDir Path folder) throws Exception {
    Plant plant = new Plant(5, SHORT);
    Path file = folder.resolve("plant.avro");
    List<Double> progress = new ArrayList<>();

    GroundTruth truth = plant.writeRecording(file, progress::add);

    PlantMessages expected = plant.messages();
    try (RecordingReader recording = RecordingReader.open(file)) {
      while (recording.hasNext()) {
        assertThat(recording.next()).isEqualTo(expected.next());
      }
    }
    assertThat(expected.hasNext()).isFalse();
    assertThat(truth).isEqualTo(expected.groundTruth());
    assertThat(progress).isSorted().hasSizeGreaterThan(10).endsWith(1.0);
  }

  @Test
  void shouldRefuseADurationTooShortForItsFaults() {
    assertThatThrownBy(() -> new Plant(1, Duration.ofSeconds(19)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("duration is too short for a fault of every kind: seconds=19, least=20");
  }

  private static String digest(Plant plant) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer time = ByteBuffer.allocate(Long.BYTES);
    PlantMessages messages = plant.messages();
    while (messages.hasNext()) {
      RecordedMessage message = messages.next();
      digest.update(time.clear().putLong(message.getTimestampMillis()).flip());
      digest.update(message.getKey());
      digest.update(message.getValue());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
