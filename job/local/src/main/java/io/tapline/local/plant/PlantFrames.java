/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.AlignmentState;
import io.tapline.alignment.FrameBlockSink;
import io.tapline.alignment.Verdict;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.UndecodableRecordException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Frames of a plant, made from its messages as the job makes them, without a job. */
final class PlantFrames {

  private final Aligner aligner = new Aligner(PlantAlignment.alignment());
  private final FrameBlockSink sink;
  private final ReadingDecoder decoder = new ReadingDecoder();
  private final Readings readings = new Readings();
  private final Map<String, AlignmentState> states = new HashMap<>();
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private long framed;
  private long undecodable;
  private long unknownChannel;

  PlantFrames(FrameBlockSink sink) {
    this.sink = sink;
  }

  /** Runs a whole plant; the blocks of one device come in order. */
  PlantFrames run(Plant plant) {
    PlantMessages messages = plant.messages();
    while (messages.hasNext()) {
      accept(messages.next());
    }
    for (String device : plant.devices()) {
      framed += aligner.flush(device, state(device), sink);
    }
    return this;
  }

  private void accept(RecordedMessage message) {
    try {
      decoder.decode(message.getValue().array(), readings);
    } catch (UndecodableRecordException e) {
      undecodable++;
      return;
    }
    String device = readings.device();
    AlignmentState state = state(device);
    long recordMicros = message.getTimestampMillis() * 1000;
    framed += aligner.noteRecord(device, state, recordMicros, sink);
    for (int c = 0; c < readings.channelCount(); c++) {
      int channel = aligner.alignment().layout().indexOf(readings.channel(c));
      if (channel < 0) {
        unknownChannel += readings.end(c) - readings.start(c);
      } else {
        add(state, channel, c, recordMicros);
      }
    }
    framed += aligner.release(device, state, sink);
  }

  private void add(AlignmentState state, int channel, int group, long recordMicros) {
    for (int i = readings.start(group); i < readings.end(group); i++) {
      Verdict verdict =
          aligner.add(state, channel, readings.timestampMicros(i), readings.value(i), recordMicros);
      verdicts.merge(verdict, 1L, Long::sum);
    }
  }

  private AlignmentState state(String device) {
    return states.computeIfAbsent(device, name -> aligner.newState());
  }

  long count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  long framed() {
    return framed;
  }

  long undecodable() {
    return undecodable;
  }

  long unknownChannel() {
    return unknownChannel;
  }
}
