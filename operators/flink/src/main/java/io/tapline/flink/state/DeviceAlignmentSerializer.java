/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import io.tapline.alignment.AlignmentState;
import io.tapline.alignment.AlignmentStateFormat;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a device's alignment: its timer (long), when it was last heard (long), the readings that
 * have gone with their channels (int), then the bytes of {@link AlignmentStateFormat}.
 *
 * <p>The channels' names are written once a savepoint, with the serialiser, not once a device. A
 * state that was read under other names is written under this serialiser's.
 */
public final class DeviceAlignmentSerializer extends StateSerializer<DeviceAlignment> {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable list.
  private final List<String> channelNames;

  public DeviceAlignmentSerializer(List<String> channelNames) {
    this.channelNames = List.copyOf(channelNames);
  }

  List<String> channelNames() {
    return channelNames;
  }

  @Override
  public DeviceAlignment copy(DeviceAlignment from) {
    return from.copy();
  }

  @Override
  public void serialize(DeviceAlignment device, DataOutputView out) throws IOException {
    DeviceAlignment moved = device.forLayout(channelNames);
    out.writeLong(moved.timerMillis());
    out.writeLong(moved.seenMillis());
    out.writeInt(moved.gone());
    AlignmentStateFormat.write(moved.alignment(), out);
  }

  @Override
  public DeviceAlignment deserialize(DataInputView in) throws IOException {
    long timerMillis = in.readLong();
    long seenMillis = in.readLong();
    int gone = in.readInt();
    AlignmentState alignment = AlignmentStateFormat.read(in, channelNames);
    return new DeviceAlignment(alignment, timerMillis, seenMillis, gone);
  }

  @Override
  public TypeSerializerSnapshot<DeviceAlignment> snapshotConfiguration() {
    return new DeviceAlignmentSerializerSnapshot(channelNames);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceAlignmentSerializer that
        && channelNames.equals(that.channelNames);
  }

  @Override
  public int hashCode() {
    return Objects.hash(channelNames);
  }
}
