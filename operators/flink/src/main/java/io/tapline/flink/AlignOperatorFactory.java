/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that aligns, where its task is. */
public final class AlignOperatorFactory extends AbstractStreamOperatorFactory<FrameBlock>
    implements OneInputStreamOperatorFactory<DeviceReadings, FrameBlock> {

  private static final long serialVersionUID = 1;

  private final Alignment alignment;
  private final int maxDevices;

  /** Of as many devices as come. */
  public AlignOperatorFactory(Alignment alignment) {
    this(alignment, Integer.MAX_VALUE);
  }

  /**
   * @param maxDevices how many devices the job keeps; readings of others are rejected
   */
  public AlignOperatorFactory(Alignment alignment, int maxDevices) {
    this.alignment = alignment;
    this.maxDevices = maxDevices;
  }

  @Override
  @SuppressWarnings("unchecked") // The type is Flink's promise to itself.
  public <T extends StreamOperator<FrameBlock>> T createStreamOperator(
      StreamOperatorParameters<FrameBlock> parameters) {
    return (T) new AlignOperator(parameters, alignment, maxDevices);
  }

  @Override
  @SuppressWarnings("rawtypes") // As the interface has it.
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return AlignOperator.class;
  }
}
