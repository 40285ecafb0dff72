/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Holds counts, adds to them when it starts, and shows the elements that they are saved as. */
final class CountingFunction extends ProcessFunction<Long, Long> implements CheckpointedFunction {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // The harness runs this very instance.
  final Counts counts = new Counts();

  @SuppressWarnings("serial") // As above.
  final List<Long> restored = new ArrayList<>();

  /** Saved instead of the counts, where not null. */
  @SuppressWarnings("serial") // As above.
  List<Long> overwrite;

  private transient ListState<Long> saved;

  CountingFunction add(Account line, long amount) {
    counts.add(line, amount);
    return this;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    counts.restore(context);
    saved =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("counts", LongSerializer.INSTANCE));
    saved.get().forEach(restored::add);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    counts.snapshot();
    if (overwrite != null) {
      saved.update(overwrite);
    }
  }

  @Override
  public void processElement(Long value, Context context, Collector<Long> out) {}
}
