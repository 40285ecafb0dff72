/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.UserFault;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import io.tapline.schemas.RecordingWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Recordings of any number of files as one file of messages in the order of arrival.
 *
 * <p>One Avro recording is that file already. Rows of CSV files know no arrival: they are put in
 * the order of their time, over all files, equal times in the order in which they were named.
 */
public final class Recordings {

  private Recordings() {}

  /**
   * Gives the one file, which is written to the folder where it must be made.
   *
   * @throws UserFault where a file is not there, or is not a recording
   */
  public static Path merge(List<Path> files, Path folder) throws IOException {
    List<String> absent =
        files.stream()
            .filter(file -> !Files.isRegularFile(file))
            .map(file -> "there is no such recording: file=" + file)
            .toList();
    if (!absent.isEmpty()) {
      throw new UserFault(absent);
    }
    if (files.size() == 1 && isAvro(files.get(0))) {
      return files.get(0);
    }
    List<RecordedMessage> messages = new ArrayList<>();
    for (Path file : files) {
      messages.addAll(isAvro(file) ? readAvro(file) : new CsvRecording(file).read());
    }
    // Stable: what was recorded at one time stays in its order.
    messages.sort(Comparator.comparingLong(RecordedMessage::getTimestampMillis));
    Path merged = folder.resolve("recording.avro");
    try (RecordingWriter writer = RecordingWriter.create(merged)) {
      for (RecordedMessage message : messages) {
        writer.write(message);
      }
    }
    return merged;
  }

  /** How many messages a recording holds; one that is damaged is the user's fault. */
  public static long count(Path recording) throws IOException {
    try (RecordingReader reader = open(recording)) {
      long count = 0;
      while (reader.hasNext()) {
        reader.next();
        count++;
      }
      return count;
    } catch (UncheckedIOException e) {
      throw new UserFault(e.getCause().getMessage());
    }
  }

  /** Opens an Avro recording; what is none is the user's fault. */
  public static RecordingReader open(Path recording) throws IOException {
    try {
      return RecordingReader.open(recording);
    } catch (IOException e) {
      throw new UserFault(
          "this is not a recording; give an Avro container file of RecordedMessage, or CSV: file="
              + recording
              + ", reason="
              + e.getMessage());
    }
  }

  private static List<RecordedMessage> readAvro(Path file) throws IOException {
    List<RecordedMessage> messages = new ArrayList<>();
    try (RecordingReader reader = open(file)) {
      reader.forEachRemaining(messages::add);
    } catch (UncheckedIOException e) {
      throw new UserFault(e.getCause().getMessage());
    }
    return messages;
  }

  private static boolean isAvro(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".avro");
  }
}
