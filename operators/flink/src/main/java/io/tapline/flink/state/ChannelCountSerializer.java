/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import io.tapline.flink.element.ElementSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a channel's name, the name of what was counted, and how often (long). */
final class ChannelCountSerializer extends ElementSerializer<ChannelCount> {

  static final ChannelCountSerializer INSTANCE = new ChannelCountSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public void serialize(ChannelCount count, DataOutputView out) throws IOException {
    out.writeUTF(count.channel());
    out.writeUTF(count.line().name());
    out.writeLong(count.amount());
  }

  @Override
  public ChannelCount deserialize(DataInputView in) throws IOException {
    String channel = in.readUTF();
    ChannelLine line = ChannelLine.valueOf(in.readUTF());
    return new ChannelCount(channel, line, in.readLong());
  }

  @Override
  public TypeSerializerSnapshot<ChannelCount> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChannelCount> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
