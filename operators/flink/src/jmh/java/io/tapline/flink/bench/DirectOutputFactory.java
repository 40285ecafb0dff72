/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeServiceAware;

/** Gives an operator another output than the harness's, which copies and keeps what it is given. */
final class DirectOutputFactory<I, T> extends AbstractStreamOperatorFactory<T>
    implements OneInputStreamOperatorFactory<I, T> {

  private static final long serialVersionUID = 1;

  private final StreamOperatorFactory<T> factory;
  private final transient Output<StreamRecord<T>> output;

  DirectOutputFactory(StreamOperatorFactory<T> factory, Output<StreamRecord<T>> output) {
    this.factory = factory;
    this.output = output;
  }

  @Override
  public <O extends StreamOperator<T>> O createStreamOperator(
      StreamOperatorParameters<T> parameters) {
    return factory.createStreamOperator(
        new StreamOperatorParameters<>(
            parameters.getContainingTask(),
            parameters.getStreamConfig(),
            output,
            parameters::getProcessingTimeService,
            parameters.getOperatorEventDispatcher(),
            parameters.getMailboxExecutor()));
  }

  @Override
  public void setProcessingTimeService(ProcessingTimeService service) {
    super.setProcessingTimeService(service);
    if (factory instanceof ProcessingTimeServiceAware aware) {
      aware.setProcessingTimeService(service);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // As the interface has it.
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return factory.getStreamOperatorClass(loader);
  }
}
