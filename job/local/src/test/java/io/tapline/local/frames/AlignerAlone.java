/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.frames;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.AlignmentState;
import io.tapline.alignment.FrameBlock;
import io.tapline.schemas.Frame;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The frames of messages, device by device, from the aligner without Flink and Kafka. */
public final class AlignerAlone {

  private final Alignment alignment;
  private final Aligner aligner;
  private final ReadingDecoder decoder = new ReadingDecoder();
  private final Readings readings = new Readings();
  private final Map<String, AlignmentState> states = new TreeMap<>();
  private final Map<String, List<Frame>> frames = new TreeMap<>();

  public AlignerAlone(Alignment alignment) {
    this.alignment = alignment;
    this.aligner = new Aligner(alignment);
  }

  public Map<String, List<Frame>> framesOf(List<RecordedMessage> messages) {
    messages.forEach(this::add);
    states.forEach((device, state) -> aligner.finish(device, state, this::take));
    return frames;
  }

  private void add(RecordedMessage message) {
    byte[] record = new byte[message.getValue().remaining()];
    message.getValue().duplicate().get(record);
    try {
      decoder.decode(record, readings);
    } catch (UndecodableRecordException e) {
      return;
    }
    String device = readings.device();
    long recordMicros = message.getTimestampMillis() * 1_000;
    AlignmentState state = null;
    for (int group = 0; group < readings.channelCount(); group++) {
      int channel = alignment.layout().indexOf(readings.channel(group));
      if (channel < 0) {
        continue;
      }
      if (state == null) {
        state = states.computeIfAbsent(device, none -> aligner.newState());
        aligner.noteRecord(device, state, recordMicros, this::take);
      }
      for (int i = readings.start(group); i < readings.end(group); i++) {
        aligner.add(state, channel, readings.timestampMicros(i), readings.value(i), recordMicros);
      }
    }
    if (state != null) {
      aligner.release(device, state, this::take);
    }
  }

  private void take(FrameBlock block) {
    int channels = block.channels();
    List<Frame> ofDevice = frames.computeIfAbsent(block.device(), none -> new ArrayList<>());
    for (int frame = 0; frame < block.frames(); frame++) {
      List<Float> values = new ArrayList<>();
      for (int channel = 0; channel < channels; channel++) {
        values.add(block.values()[frame * channels + channel]);
      }
      int from = frame * channels;
      byte[] mask = Arrays.copyOfRange(block.mask(), from, from + channels);
      ofDevice.add(
          new Frame(
              block.device(),
              block.timeOf(frame),
              values,
              ByteBuffer.wrap(mask),
              frame == 0 && block.segmentStart()));
    }
  }
}
