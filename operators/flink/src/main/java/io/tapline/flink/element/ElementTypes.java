/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import io.tapline.alignment.FrameBlock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The types of the streams between operators, so that Flink never has to guess one. */
public final class ElementTypes {

  public static final TypeInformation<SourceRecord> SOURCE_RECORD =
      new ElementTypeInfo<>(SourceRecord.class, SourceRecordSerializer.INSTANCE);

  public static final TypeInformation<DeviceReadings> DEVICE_READINGS =
      new ElementTypeInfo<>(DeviceReadings.class, DeviceReadingsSerializer.INSTANCE);

  public static final TypeInformation<FrameBlock> FRAME_BLOCK =
      new ElementTypeInfo<>(FrameBlock.class, FrameBlockSerializer.INSTANCE);

  public static final TypeInformation<ReleasedFrame> RELEASED_FRAME =
      new ElementTypeInfo<>(ReleasedFrame.class, ReleasedFrameSerializer.INSTANCE);

  public static final TypeInformation<Result> RESULT =
      new ElementTypeInfo<>(Result.class, ResultSerializer.INSTANCE);

  public static final TypeInformation<RejectedReadings> REJECTED_READINGS =
      new ElementTypeInfo<>(RejectedReadings.class, RejectedReadingsSerializer.INSTANCE);

  /** The side output of every operator that may reject. */
  public static final OutputTag<RejectedReadings> REJECTED =
      new OutputTag<>("rejected", REJECTED_READINGS);

  /** The side output of the results of a network's output; the first one has the main output. */
  public static OutputTag<Result> resultsOf(int output) {
    return new OutputTag<>("results-" + output, RESULT);
  }

  private ElementTypes() {}
}
