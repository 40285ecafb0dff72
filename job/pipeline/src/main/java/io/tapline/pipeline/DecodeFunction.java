/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.ChannelLayout;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.UndecodableRecordException;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Records in, readings out. A record that cannot be read, and a reading of a channel that the
 * layout does not have, go to {@link ElementTypes#REJECTED}; no record restarts the job.
 */
final class DecodeFunction extends ProcessFunction<SourceRecord, DeviceReadings>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1;

  private final ChannelLayout layout;

  private transient Counts counts;
  private transient ReadingDecoder decoder;
  private transient Readings decoded;

  DecodeFunction(ChannelLayout layout) {
    this.layout = layout;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    counts = new Counts();
    counts.restore(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    counts.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    decoder = new ReadingDecoder();
    decoded = new Readings();
    counts.export(
        getRuntimeContext().getMetricGroup(),
        Account.READ,
        Account.UNDECODABLE,
        Account.UNKNOWN_DEVICE,
        Account.UNKNOWN_CHANNEL);
  }

  @Override
  public void processElement(SourceRecord record, Context context, Collector<DeviceReadings> out) {
    try {
      decoder.decode(record.value(), decoded);
    } catch (UndecodableRecordException e) {
      counts.add(Account.READ, 1);
      counts.add(Account.UNDECODABLE, 1);
      context.output(ElementTypes.REJECTED, RejectedReadings.undecodable(record, e.getMessage()));
      return;
    }
    counts.add(Account.READ, decoded.size());
    DeviceReadings known = known(record);
    if (known.count() > 0) {
      out.collect(known);
    }
    if (known.count() < decoded.size()) {
      RejectedReadings unknown = unknown(record, decoded.size() - known.count());
      counts.add(Account.UNKNOWN_CHANNEL, unknown.channels().length);
      context.output(ElementTypes.REJECTED, unknown);
    }
  }

  private DeviceReadings known(SourceRecord record) {
    int[] channels = new int[decoded.size()];
    long[] micros = new long[decoded.size()];
    double[] values = new double[decoded.size()];
    int count = 0;
    for (int group = 0; group < decoded.channelCount(); group++) {
      int channel = layout.indexOf(decoded.channel(group));
      if (channel < 0) {
        continue;
      }
      for (int i = decoded.start(group); i < decoded.end(group); i++) {
        channels[count] = channel;
        micros[count] = decoded.timestampMicros(i);
        values[count] = decoded.value(i);
        count++;
      }
    }
    if (count == channels.length) {
      return new DeviceReadings(record, decoded.device(), channels, micros, values);
    }
    return new DeviceReadings(
        record,
        decoded.device(),
        Arrays.copyOf(channels, count),
        Arrays.copyOf(micros, count),
        Arrays.copyOf(values, count));
  }

  private RejectedReadings unknown(SourceRecord record, int unknown) {
    String[] channels = new String[unknown];
    long[] micros = new long[unknown];
    double[] values = new double[unknown];
    int count = 0;
    for (int group = 0; group < decoded.channelCount(); group++) {
      if (layout.indexOf(decoded.channel(group)) >= 0) {
        continue;
      }
      for (int i = decoded.start(group); i < decoded.end(group); i++) {
        channels[count] = decoded.channel(group);
        micros[count] = decoded.timestampMicros(i);
        values[count] = decoded.value(i);
        count++;
      }
    }
    return new RejectedReadings(
        record,
        RejectionReason.UNKNOWN_CHANNEL,
        RejectionReason.UNKNOWN_CHANNEL.explanation(),
        decoded.device(),
        channels,
        micros,
        values,
        new long[unknown]);
  }
}
