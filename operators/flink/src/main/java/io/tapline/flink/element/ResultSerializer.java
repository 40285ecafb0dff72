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

/** Writes {@link Result} to the network. */
public final class ResultSerializer extends ElementSerializer<Result> {

  public static final ResultSerializer INSTANCE = new ResultSerializer();

  private static final long serialVersionUID = 1;

  @Override
  public void serialize(Result result, DataOutputView out) throws IOException {
    StringValue.writeString(result.device(), out);
    out.writeLong(result.timestampMicros());
    PrimitiveArrays.write(result.values(), result.values().length, out);
    out.writeInt(result.framesMissing());
    out.writeFloat(result.observedShare());
  }

  @Override
  public Result deserialize(DataInputView in) throws IOException {
    return new Result(
        StringValue.readString(in),
        in.readLong(),
        PrimitiveArrays.readFloats(in),
        in.readInt(),
        in.readFloat());
  }

  @Override
  public TypeSerializerSnapshot<Result> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names this serialiser in a savepoint. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Result> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
