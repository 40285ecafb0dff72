/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.ThrowingConsumer;

/** Reads counts out of a checkpoint as a restored operator would. */
final class SavedCounts {

  private SavedCounts() {}

  static void restore(
      OperatorSubtaskState state, ThrowingConsumer<FunctionInitializationContext, Exception> into)
      throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new Reader(into)));
    harness.initializeState(
        state.toBuilder()
            .setManagedKeyedState(StateObjectCollection.empty())
            .setRawKeyedState(StateObjectCollection.empty())
            .build());
    harness.close();
  }

  private static final class Reader extends ProcessFunction<Long, Long>
      implements CheckpointedFunction {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // The harness runs this very instance.
    private final ThrowingConsumer<FunctionInitializationContext, Exception> into;

    Reader(ThrowingConsumer<FunctionInitializationContext, Exception> into) {
      this.into = into;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      into.accept(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void processElement(Long value, Context context, Collector<Long> out) {}
  }
}
