/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.pipeline.config.RecordingTimeConfig.Unit;
import java.nio.file.FileSystems;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds what contradicts itself in how recordings are read. */
final class RecordingCheck {

  private final String where;
  private final RecordingConfig recording;
  private final List<String> problems = new ArrayList<>();

  private RecordingCheck(String where, RecordingConfig recording) {
    this.where = where;
    this.recording = recording;
  }

  static List<String> problemsOf(PipelineConfig config) {
    List<String> problems = new ArrayList<>();
    Set<String> measured = new TreeSet<>();
    config.channels().stream()
        .filter(channel -> !channel.isDerived())
        .forEach(channel -> measured.add(channel.name()));
    for (int i = 0; i < config.recordings().size(); i++) {
      RecordingConfig recording = config.recordings().get(i);
      String where = "recordings[" + i + "] (" + recording.files() + "): ";
      RecordingCheck check = new RecordingCheck(where, recording);
      check.text();
      check.device();
      check.time();
      check.values(measured);
      check.columns();
      problems.addAll(check.problems);
    }
    return problems;
  }

  private void text() {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + recording.files());
    } catch (PatternSyntaxException e) {
      add("files: not a glob such as *_phone.csv: reason=" + e.getDescription());
    }
    String separator = recording.separator();
    if (separator.length() != 1
        || "\"\r\n".contains(separator)
        || Character.isLetterOrDigit(separator.charAt(0))) {
      add("separator: one character such as , or ; or \\t or a space: value=" + separator);
    }
    if (!recording.header() && recording.columns() == null) {
      add("columns: without a header the columns must be named: columns is missing");
    }
    if (recording.header() && recording.columns() != null) {
      add("columns: the header names them: remove one, or write header: false");
    }
  }

  private void device() {
    RecordingDeviceConfig device = recording.device();
    boolean byFile = Boolean.TRUE.equals(device.file());
    long ways =
        Stream.of(device.field() != null, device.constant() != null, byFile)
            .filter(given -> given)
            .count();
    if (ways != 1) {
      add("device: give one of field, constant, and file: true: given=" + ways);
    }
  }

  private void time() {
    RecordingTimeConfig time = recording.time();
    if ((time.unit() == null) == (time.pattern() == null)) {
      add("time: give one of unit and pattern: given=" + (time.unit() == null ? 0 : 2));
    }
    if (time.zone() != null && time.unit() != null && time.unit() != Unit.ISO_8601) {
      add("time.zone: belongs to a pattern or to iso-8601: a number counts from the epoch in UTC");
    }
    if (time.pattern() != null) {
      try {
        new DateTimeFormatterBuilder().appendPattern(time.pattern());
      } catch (IllegalArgumentException e) {
        add("time.pattern: not a pattern such as yyyy-MM-dd HH:mm:ss: value=" + time.pattern());
      }
    }
    if (time.zone() != null) {
      try {
        ZoneId.of(time.zone());
      } catch (DateTimeException e) {
        add("time.zone: not a zone such as Europe/Berlin or +02:00: value=" + time.zone());
      }
    }
  }

  private void values(Set<String> measured) {
    boolean readingARow = recording.channel() != null && recording.value() != null;
    boolean anyOfReading = recording.channel() != null || recording.value() != null;
    boolean wide = recording.values() != null;
    if (wide ? anyOfReading : !readingARow) {
      add("give either values, or both channel and value");
    }
    if (wide) {
      for (String channel : recording.values().keySet()) {
        if (!measured.contains(channel)) {
          add(
              "values: no measured channel has this name: channel="
                  + channel
                  + ", channels="
                  + String.join(", ", measured));
        }
      }
    }
  }

  /** Without a header, what is named must be among the columns. */
  private void columns() {
    if (recording.columns() == null) {
      return;
    }
    Set<String> unknown = new LinkedHashSet<>();
    unknown.add(recording.time().field());
    unknown.add(recording.device().field());
    if (recording.channel() != null) {
      unknown.add(recording.channel().field());
    }
    if (recording.value() != null) {
      unknown.add(recording.value().field());
    }
    if (recording.values() != null) {
      unknown.addAll(recording.values().values());
    }
    unknown.remove(null);
    unknown.removeAll(new TreeSet<>(recording.columns()));
    if (!unknown.isEmpty()) {
      add(
          "columns: these are not among them: fields="
              + String.join(", ", unknown)
              + ", columns="
              + String.join(", ", recording.columns()));
    }
  }

  private void add(String problem) {
    problems.add(where + problem);
  }
}
