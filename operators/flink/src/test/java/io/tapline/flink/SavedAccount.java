/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.ChannelLine;
import io.tapline.flink.state.Counts;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/** The align operator's account, and its channels' counts, as a checkpoint holds them. */
final class SavedAccount {

  private final Counts counts;
  private final ChannelCounts channels;

  private SavedAccount(Counts counts, ChannelCounts channels) {
    this.counts = counts;
    this.channels = channels;
  }

  static SavedAccount of(Harness<DeviceReadings, FrameBlock> align, List<String> channels)
      throws Exception {
    return of(align.snapshot(), channels);
  }

  static SavedAccount of(OperatorSubtaskState state, List<String> channels) throws Exception {
    Reader reader = new Reader(channels);
    var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(reader));
    harness.initializeState(
        state.toBuilder()
            .setManagedKeyedState(StateObjectCollection.empty())
            .setRawKeyedState(StateObjectCollection.empty())
            .build());
    harness.close();
    return new SavedAccount(reader.counts, reader.channels);
  }

  long get(Account line) {
    return counts.get(line);
  }

  long get(int channel, ChannelLine line) {
    return channels.get(channel, line);
  }

  /** What was read, by what became of it. */
  long accountedFor() {
    return counts.get(Account.FRAMED)
        + counts.get(Account.CARRIED)
        + counts.get(Account.BUFFERED)
        + rejected();
  }

  long rejected() {
    return counts.get(Account.INVALID)
        + counts.get(Account.FUTURE)
        + counts.get(Account.LATE)
        + counts.get(Account.DUPLICATE)
        + counts.get(Account.UNKNOWN_CHANNEL);
  }

  /** Restores the counts and does nothing else. */
  private static final class Reader extends ProcessFunction<Long, Long>
      implements CheckpointedFunction {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // The harness runs this very instance.
    private final Counts counts = new Counts();

    @SuppressWarnings("serial") // The same.
    private final ChannelCounts channels;

    Reader(List<String> names) {
      channels = new ChannelCounts(names);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      counts.restore(context);
      channels.restore(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void processElement(Long value, Context context, Collector<Long> out) {}
  }
}
