/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link DeviceReadings} to the network. */
public final class DeviceReadingsSerializer extends ElementSerializer<DeviceReadings> {

  public static final DeviceReadingsSerializer INSTANCE = new DeviceReadingsSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public void serialize(DeviceReadings readings, DataOutputView out) throws IOException {
    SourceRecordSerializer.INSTANCE.serialize(readings.source(), out);
    StringValue.writeString(readings.device(), out);
    PrimitiveArrays.write(readings.channels(), out);
    PrimitiveArrays.write(readings.micros(), out);
    PrimitiveArrays.write(readings.values(), out);
  }

  @Override
  public DeviceReadings deserialize(DataInputView in) throws IOException {
    return new DeviceReadings(
        SourceRecordSerializer.INSTANCE.deserialize(in),
        StringValue.readString(in),
        PrimitiveArrays.readInts(in),
        PrimitiveArrays.readLongs(in),
        PrimitiveArrays.readDoubles(in));
  }

  @Override
  public TypeSerializerSnapshot<DeviceReadings> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeviceReadings> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
