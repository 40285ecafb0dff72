/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tensors whose values lie in raw bytes. */
final class Tensors {
  private Tensors() {}

  /**
   * @param type ONNX' number of a type of real numbers
   * @param values numbers that all of them hold exactly
   */
  static TensorProto raw(String name, int type, long[] shape, double... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor.setRawData(ByteString.copyFrom(bytes(type, values))).build();
  }

  static byte[] bytes(int type, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (type) {
        case 1 -> bytes.putFloat((float) value);
        case 10 -> bytes.putShort(half((float) value));
        case 11 -> bytes.putDouble(value);
        case 16 -> bytes.putShort((short) (Float.floatToIntBits((float) value) >>> 16));
        default -> throw new IllegalArgumentException("type=" + type);
      }
    }
    byte[] written = new byte[bytes.position()];
    bytes.flip().get(written);
    return written;
  }

  /** Of numbers that are normal and exact in float16. */
  private static short half(float value) {
    int bits = Float.floatToIntBits(value);
    int exponent = (bits >>> 23 & 0xff) - 127 + 15;
    return (short) (bits >>> 16 & 0x8000 | exponent << 10 | bits >>> 13 & 0x3ff);
  }
}
