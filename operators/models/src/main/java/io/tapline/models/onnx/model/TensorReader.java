/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/** Reads tensors of any number type, wherever ONNX lets their values lie. */
public final class TensorReader {
  private final ExternalData externalData;
  private final ElementBudget budget;

  public TensorReader(ExternalData externalData, ElementBudget budget) {
    this.externalData = externalData;
    this.budget = budget;
  }

  /** An account with the limits of this one's. */
  public ElementBudget freshBudget() {
    return budget.fresh();
  }

  /** Reads the same files, on another account. */
  public TensorReader within(ElementBudget other) {
    return new TensorReader(externalData, other);
  }

  /** The tensor's values; refused where they are not what its shape and type say. */
  public NdArray read(TensorProto tensor) {
    if (tensor.hasSegment()) {
      throw new Refusal("tensor in segments cannot be read");
    }
    ElementType type =
        ElementType.of(tensor.getDataType())
            .orElseThrow(
                () ->
                    new Refusal(
                        "tensor has a type that cannot be read: data_type=%d; export in float32",
                        tensor.getDataType()));
    int[] shape = new int[tensor.getDimsCount()];
    for (int axis = 0; axis < shape.length; axis++) {
      long size = tensor.getDims(axis);
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new Refusal("tensor has a size out of range: axis=%d, got=%d", axis, size);
      }
      shape[axis] = (int) size;
    }
    int count = budget.take(NdArray.count(shape));
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      ByteBuffer bytes = externalData.read(tensor, (long) count * type.bytes);
      return new NdArray(shape, raw(type, bytes, count), type.integer, type.range());
    }
    if (tensor.hasRawData()) {
      ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer();
      requireCount(bytes.remaining(), (long) count * type.bytes, "bytes");
      return new NdArray(shape, raw(type, bytes, count), type.integer, type.range());
    }
    return new NdArray(shape, typed(tensor, type, count), type.integer, type.range());
  }

  private static double[] raw(ElementType type, ByteBuffer bytes, int count) {
    ByteBuffer raw = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    return fill(count, i -> type.read(raw, i * type.bytes));
  }

  private static double[] typed(TensorProto tensor, ElementType type, int count) {
    switch (type) {
      case FLOAT:
        requireCount(tensor.getFloatDataCount(), count, "values");
        return fill(count, tensor::getFloatData);
      case DOUBLE:
        requireCount(tensor.getDoubleDataCount(), count, "values");
        return fill(count, tensor::getDoubleData);
      case INT64:
        requireCount(tensor.getInt64DataCount(), count, "values");
        return fill(count, tensor::getInt64Data);
      case UINT32, UINT64:
        requireCount(tensor.getUint64DataCount(), count, "values");
        return fill(count, i -> ElementType.unsigned(tensor.getUint64Data(i)));
      default:
        requireCount(tensor.getInt32DataCount(), count, "values");
        return fill(count, i -> type.fromInt32(tensor.getInt32Data(i)));
    }
  }

  private static void requireCount(long got, long expected, String what) {
    if (got != expected) {
      throw new Refusal(
          "tensor has another number of %s than its shape: expected=%d, got=%d",
          what, expected, got);
    }
  }

  private static double[] fill(int count, IntToDoubleFunction value) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return values;
  }
}
