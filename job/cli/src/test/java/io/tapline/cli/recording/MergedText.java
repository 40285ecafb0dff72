/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Recordings merged, as lines: {@code FILE:POSITION DEVICE CHANNEL MICROS VALUE}, or bytes. */
final class MergedText {

  private MergedText() {}

  static List<String> of(
      Path folder, List<RecordingConfig> configs, List<String> measured, String... files)
      throws Exception {
    List<Path> paths = new ArrayList<>();
    for (String file : files) {
      paths.add(folder.resolve(file));
    }
    return lines(new Recordings(paths, configs, measured).merge(folder));
  }

  static List<String> lines(Path merged) throws Exception {
    List<String> lines = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(
            merged.toFile(), new GenericDatumReader<>(null, MergedRecordingWriter.SCHEMA))) {
      for (GenericRecord message : reader) {
        add(message, lines);
      }
    }
    return lines;
  }

  private static void add(GenericRecord message, List<String> lines) throws Exception {
    String origin =
        Path.of(message.get(MergedRecordingWriter.FILE).toString()).getFileName()
            + ":"
            + message.get(MergedRecordingWriter.POSITION)
            + " ";
    byte[] value = bytes((ByteBuffer) message.get("value"));
    if (value.length < 10) {
      lines.add(origin + new String(value, StandardCharsets.UTF_8));
      return;
    }
    Readings readings = new Readings();
    new ReadingDecoder().decode(value, readings);
    for (int c = 0; c < readings.channelCount(); c++) {
      for (int i = readings.start(c); i < readings.end(c); i++) {
        lines.add(
            origin
                + readings.device()
                + " "
                + readings.channel(c)
                + " "
                + readings.timestampMicros(i)
                + " "
                + readings.value(i));
      }
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** The entries of a configuration's section {@code recordings}. */
  static List<RecordingConfig> configs(String entries, String... channels) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String channel : channels) {
      all.append("{name: '").append(channel).append("'}, ");
    }
    String yaml =
        """
        name: job
        grid: {period: 10ms}
        channels: [%s]
        model: model.yaml
        outputs: {features: {topic: results}}
        rejected: {topic: rejected}
        recordings:
        %s
        """
            .formatted(all, entries);
    return ConfigFile.parse(yaml, "p.yaml", name -> null).recordings();
  }
}
