/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The bytes of version 1, written once from the documented layouts and not by the serialisers, and
 * read for ever.
 */
public final class Golden {

  private Golden() {}

  public static byte[] bytes(String name) throws IOException {
    try (InputStream bytes = Golden.class.getResourceAsStream("/golden/v1/" + name + ".bin")) {
      assertThat(bytes).as(name).isNotNull();
      return bytes.readAllBytes();
    }
  }

  public static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  public static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T value = serializer.deserialize(in);
    assertThat(in.available()).as("bytes left").isZero();
    return value;
  }

  /** Copies from stream to stream. */
  public static <T> byte[] copy(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    serializer.copy(in, out);
    assertThat(in.available()).as("bytes left").isZero();
    return out.getCopyOfBuffer();
  }

  public static byte[] writeSnapshot(TypeSerializer<?> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return out.getCopyOfBuffer();
  }

  public static <T> TypeSerializerSnapshot<T> readSnapshot(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(in, Golden.class.getClassLoader());
    assertThat(in.available()).as("bytes left").isZero();
    return snapshot;
  }
}
