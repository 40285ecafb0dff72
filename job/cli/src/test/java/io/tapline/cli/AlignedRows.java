/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.AlignmentState;
import io.tapline.alignment.FrameBlock;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import io.tapline.schemas.UndecodableRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The frames of a recording from the aligner alone, device by device, as rows of CSV. */
final class AlignedRows {

  private final Alignment alignment;
  private final Aligner aligner;
  private final Map<String, AlignmentState> states = new TreeMap<>();
  private final Map<String, List<String>> rows = new TreeMap<>();

  /** The readings in their order, as {@code DEVICE CHANNEL MICROS VALUE}. */
  final List<String> readings = new ArrayList<>();

  AlignedRows(Alignment alignment) {
    this.alignment = alignment;
    this.aligner = new Aligner(alignment);
  }

  Map<String, List<String>> of(Path recording) throws IOException, UndecodableRecordException {
    ReadingDecoder decoder = new ReadingDecoder();
    Readings decoded = new Readings();
    try (RecordingReader reader = RecordingReader.open(recording)) {
      while (reader.hasNext()) {
        RecordedMessage message = reader.next();
        byte[] record = new byte[message.getValue().remaining()];
        message.getValue().get(record);
        decoder.decode(record, decoded);
        add(decoded, message.getTimestampMillis() * 1_000);
      }
    }
    states.forEach((device, state) -> aligner.finish(device, state, this::take));
    return rows;
  }

  private void add(Readings decoded, long recordMicros) {
    String device = decoded.device();
    AlignmentState state = states.computeIfAbsent(device, none -> aligner.newState());
    aligner.noteRecord(device, state, recordMicros, this::take);
    for (int group = 0; group < decoded.channelCount(); group++) {
      int channel = alignment.layout().indexOf(decoded.channel(group));
      for (int i = decoded.start(group); i < decoded.end(group); i++) {
        long micros = decoded.timestampMicros(i);
        aligner.add(state, channel, micros, decoded.value(i), recordMicros);
        readings.add(
            "%s %s %d %s".formatted(device, decoded.channel(group), micros, decoded.value(i)));
      }
    }
    aligner.release(device, state, this::take);
  }

  private void take(FrameBlock block) {
    List<String> ofDevice = rows.computeIfAbsent(block.device(), none -> new ArrayList<>());
    for (int frame = 0; frame < block.frames(); frame++) {
      StringBuilder row = new StringBuilder(block.device()).append(',').append(block.timeOf(frame));
      int from = frame * block.channels();
      for (int at = from; at < from + block.channels(); at++) {
        row.append(',').append(block.values()[at]);
      }
      for (int at = from; at < from + block.channels(); at++) {
        row.append(',').append(block.mask()[at]);
      }
      ofDevice.add(row.toString());
    }
  }
}
