/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.UserFault;
import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.schemas.RecordingReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recordings of any number of files as one file of messages in the order of arrival.
 *
 * <p>One Avro recording is that file already. Rows of tables are put in the order in which the
 * configuration says that they arrived, or else of their time, over all files, equal times in the
 * order in which the files were named. An Avro recording among others keeps its own order: a
 * message comes no sooner than those before it.
 */
public final class Recordings {

  /** Some 900 MB, in the heap that the launcher gives. */
  private static final int MOST_READINGS = 20_000_000;

  private final List<Path> files;
  private final List<RecordingConfig> configs;
  private final List<String> measured;

  /**
   * @param configs how those are read that are not in Tapline's own columns or own Avro
   * @param measured the channels of the layout
   */
  public Recordings(List<Path> files, List<RecordingConfig> configs, List<String> measured) {
    this.files = files;
    this.configs = configs;
    this.measured = measured;
  }

  /**
   * Gives the one file, which is written to the folder where it must be made.
   *
   * @throws UserFault where a file is not there, or is not a recording
   */
  public Path merge(Path folder) throws IOException {
    List<String> absent =
        files.stream()
            .filter(file -> !Files.isRegularFile(file))
            .map(file -> "there is no such recording: file=" + file)
            .toList();
    if (!absent.isEmpty()) {
      throw new UserFault(absent);
    }
    if (files.size() == 1 && RecordingConfig.holdsMessages(files.get(0))) {
      return files.get(0);
    }
    Path merged = folder.resolve("recording.avro");
    ReadingTable table = readTables();
    try (MergedArrivals arrivals = new MergedArrivals();
        MergedRecordingWriter writer = new MergedRecordingWriter(merged)) {
      arrivals.add(new TableArrivals(table));
      for (int file = 0; file < files.size(); file++) {
        if (RecordingConfig.holdsMessages(files.get(file))) {
          arrivals.add(new AvroArrivals(files.get(file), file));
        }
      }
      while (arrivals.hasNext()) {
        Arrival arrival = arrivals.next();
        String file = files.get(arrival.file()).toString();
        writer.write(arrival.message(), file, arrival.position());
      }
    }
    return merged;
  }

  private ReadingTable readTables() {
    ReadingTable table = new ReadingTable(MOST_READINGS);
    List<String> problems = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      if (!RecordingConfig.holdsMessages(files.get(file))) {
        TableFile of = new TableFile(files.get(file), configs, measured);
        table.beginFile(file, of.isTimed());
        problems.addAll(of.readInto(table));
      }
    }
    if (!problems.isEmpty()) {
      throw new UserFault(problems);
    }
    return table;
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
          e.getMessage() + "; give an Avro container file of RecordedMessage, CSV or Parquet");
    }
  }

  /** The recordings whose messages will have no timestamp, as only their order is known. */
  public List<Path> untimed() {
    return files.stream()
        .filter(file -> !RecordingConfig.holdsMessages(file))
        .filter(file -> !new TableFile(file, configs, measured).isTimed())
        .toList();
  }

  /**
   * The topics whose messages the recordings hold, by the recording; those of own Avro have none.
   */
  public Map<Path, String> topics() {
    Map<Path, String> topics = new HashMap<>();
    for (Path file : files) {
      configs.stream()
          .filter(config -> config.isOfMessages() && config.matches(file))
          .findFirst()
          .ifPresent(config -> topics.put(file, config.topic()));
    }
    return topics;
  }
}
