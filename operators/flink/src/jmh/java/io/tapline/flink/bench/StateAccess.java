/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Looks at a device's state, notes in it when the record came, and puts it back: no more. */
final class StateAccess extends KeyedProcessFunction<String, DeviceReadings, FrameBlock> {

  private static final long serialVersionUID = 1;

  private final Alignment alignment;
  private transient Aligner aligner;
  private transient ValueState<DeviceAlignment> devices;

  StateAccess(Alignment alignment) {
    this.alignment = alignment;
  }

  @Override
  public void open(OpenContext context) {
    aligner = new Aligner(alignment);
    devices =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "alignment",
                    new DeviceAlignmentSerializer(alignment.layout().measuredNames())));
  }

  @Override
  public void processElement(DeviceReadings readings, Context context, Collector<FrameBlock> out)
      throws Exception {
    DeviceAlignment device = devices.value();
    if (device == null) {
      device = new DeviceAlignment(aligner.newState());
    }
    device.seenAt(context.timestamp());
    devices.update(device);
  }
}
