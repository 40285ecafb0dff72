/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The channel layout that a savepoint's alignments were written under.
 *
 * <p>Under another layout the states are migrated: channels are found again by name.
 */
public final class DeviceAlignmentSerializerSnapshot
    implements TypeSerializerSnapshot<DeviceAlignment> {

  private static final int VERSION = 1;

  private List<String> channelNames;

  /** For Flink, which reads the content afterwards. */
  public DeviceAlignmentSerializerSnapshot() {
    this(List.of());
  }

  DeviceAlignmentSerializerSnapshot(List<String> channelNames) {
    this.channelNames = channelNames;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeInt(channelNames.size());
    for (String name : channelNames) {
      out.writeUTF(name);
    }
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader classLoader)
      throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "channel layout of an unknown version: version=" + version + ", known=" + VERSION);
    }
    List<String> names = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(in.readUTF());
    }
    channelNames = List.copyOf(names);
  }

  @Override
  public TypeSerializer<DeviceAlignment> restoreSerializer() {
    return new DeviceAlignmentSerializer(channelNames);
  }

  @Override
  public TypeSerializerSchemaCompatibility<DeviceAlignment> resolveSchemaCompatibility(
      TypeSerializerSnapshot<DeviceAlignment> old) {
    if (!(old instanceof DeviceAlignmentSerializerSnapshot that)) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return channelNames.equals(that.channelNames)
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }
}
