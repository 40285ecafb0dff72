/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

  @TempDir Path directory;

  @Test
  void shouldGiveMessagesInTheOrderInWhichTheyWereWritten() throws Exception {
    Path file = write(1_000);

    try (RecordingReader reader = RecordingReader.open(file)) {
      for (int i = 0; i < 1_000; i++) {
        RecordedMessage message = reader.next();
        assertThat(message.getTimestampMillis()).isEqualTo(i);
        assertThat(message.getKey()).isNull();
        assertThat(message.getValue()).isEqualTo(ByteBuffer.wrap(value(i)));
      }
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @Test
  void shouldSayThatAFileIsNoRecording() throws Exception {
    Path file = Files.writeString(directory.resolve("notes.txt"), "Not a recording at all.");

    assertThatThrownBy(() -> RecordingReader.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage("recording cannot be opened: file=" + file + ", reason=Not an Avro data file.");
    Files.write(file, new byte[] {'O', 'b', 'j', 1});
    assertThatThrownBy(() -> RecordingReader.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "recording cannot be opened: file=" + file + ", reason=it ends within its header");
  }

  @Test
  void shouldSayAfterHowManyMessagesARecordingIsCut() throws Exception {
    Path file = write(100_000);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));

    try (RecordingReader reader = RecordingReader.open(file)) {
      assertThatThrownBy(() -> reader.forEachRemaining(message -> {}))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("recording is damaged: file=" + file)
          .hasMessageMatching(".*messages read before=[1-9].*");
    }
  }

  private Path write(int messages) throws IOException {
    Path file = directory.resolve("recording.avro");
    try (RecordingWriter writer = RecordingWriter.create(file)) {
      for (int i = 0; i < messages; i++) {
        writer.write(i, null, value(i));
      }
    }
    return file;
  }

  private static byte[] value(int i) {
    return ("reading " + i).getBytes(StandardCharsets.UTF_8);
  }
}
