/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a device's rings: a length, the bytes of the network's state, then those of the observed
 * values. The bytes carry their version and their network's fingerprint themselves.
 */
public final class DeviceRingsSerializer extends StateSerializer<DeviceRings> {

  public static final DeviceRingsSerializer INSTANCE = new DeviceRingsSerializer();

  private static final long serialVersionUID = 1;

  private DeviceRingsSerializer() {}

  @Override
  public DeviceRings copy(DeviceRings from) {
    return from.copy();
  }

  @Override
  public void serialize(DeviceRings device, DataOutputView out) throws IOException {
    byte[] bytes = device.toBytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public DeviceRings deserialize(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return DeviceRings.ofBytes(bytes);
  }

  @Override
  public TypeSerializerSnapshot<DeviceRings> snapshotConfiguration() {
    return new Snapshot();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceRingsSerializer;
  }

  @Override
  public int hashCode() {
    return DeviceRingsSerializer.class.hashCode();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeviceRings> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
