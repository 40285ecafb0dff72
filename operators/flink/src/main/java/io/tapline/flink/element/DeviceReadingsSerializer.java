/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import io.tapline.alignment.Route;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes {@link DeviceReadings} to the network.
 *
 * <p>A route that is not {@link Route#BY_DEVICE} stands at the end; the highest bit of the number
 * of channels says whether there is one. So readings without are what they have ever been.
 */
public final class DeviceReadingsSerializer extends ElementSerializer<DeviceReadings> {

  public static final DeviceReadingsSerializer INSTANCE = new DeviceReadingsSerializer();

  private static final long serialVersionUID = 1;
  private static final int HAS_ROUTE = Integer.MIN_VALUE;

  @Override
  public void serialize(DeviceReadings readings, DataOutputView out) throws IOException {
    SourceRecordSerializer.INSTANCE.serialize(readings.source(), out);
    StringValue.writeString(readings.device(), out);
    boolean hasRoute = readings.route() != Route.BY_DEVICE;
    out.writeInt(readings.count() | (hasRoute ? HAS_ROUTE : 0));
    for (int channel : readings.channels()) {
      out.writeInt(channel);
    }
    PrimitiveArrays.write(readings.micros(), out);
    PrimitiveArrays.write(readings.values(), out);
    if (hasRoute) {
      out.writeLong(readings.route());
    }
  }

  @Override
  public DeviceReadings deserialize(DataInputView in) throws IOException {
    SourceRecord source = SourceRecordSerializer.INSTANCE.deserialize(in);
    String device = StringValue.readString(in);
    int count = in.readInt();
    int[] channels = new int[count & ~HAS_ROUTE];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = in.readInt();
    }
    long[] micros = PrimitiveArrays.readLongs(in);
    double[] values = PrimitiveArrays.readDoubles(in);
    long route = (count & HAS_ROUTE) == 0 ? Route.BY_DEVICE : in.readLong();
    return new DeviceReadings(source, device, channels, micros, values, route);
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
