/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.alignment.ChannelLayout;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;

/** Makes the operator that decodes, where its task is. */
public final class DecodeOperatorFactory extends AbstractStreamOperatorFactory<DeviceReadings>
    implements OneInputStreamOperatorFactory<SourceRecord, DeviceReadings> {

  private static final long serialVersionUID = 1;

  private final ChannelLayout layout;
  private final Decoding decoding;

  public DecodeOperatorFactory(ChannelLayout layout, Decoding decoding) {
    this.layout = layout;
    this.decoding = decoding;
  }

  /** An operator's own executor would leave the checkpoints lying, which are mails of the task. */
  @Override
  @SuppressWarnings("unchecked") // The type is Flink's promise to itself.
  public <T extends StreamOperator<DeviceReadings>> T createStreamOperator(
      StreamOperatorParameters<DeviceReadings> parameters) {
    var everyMail =
        parameters
            .getContainingTask()
            .getMailboxExecutorFactory()
            .createExecutor(TaskMailbox.MIN_PRIORITY);
    return (T) new DecodeOperator(parameters, layout, decoding, everyMail);
  }

  @Override
  @SuppressWarnings("rawtypes") // As the interface has it.
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return DecodeOperator.class;
  }
}
