/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a node is told of axes and sizes. Opsets moved most of it from attributes to inputs: both
 * are read, for streams and for constants alike.
 */
public final class Arguments {

  /** The inputs of a node whose values are known. */
  @FunctionalInterface
  public interface Inputs {
    /** Empty where the node has no such input; refused where its value is not known. */
    Optional<NdArray> constant(int index);
  }

  private Arguments() {}

  /** An axis counted from the front, of one that may be counted from the back. */
  public static int axis(long axis, int rank) {
    long fromFront = axis < 0 ? axis + rank : axis;
    if (fromFront < 0 || fromFront >= rank) {
      throw new Refusal("axis is out of range: axis=%d, rank=%d", axis, rank);
    }
    return (int) fromFront;
  }

  /** Refuses a Dropout that drops values: what it gives is random. */
  public static void requireNoDropping(OnnxNode node, Inputs inputs) {
    boolean training =
        node.opset() < 7
            ? !node.flag("is_test")
            : node.opset() >= 12 && inputs.constant(2).map(v -> v.single() != 0).orElse(false);
    boolean drops = node.opset() < 12 || inputs.constant(1).map(v -> v.single() != 0).orElse(true);
    if (training && drops) {
      throw new Refusal("dropout is in training mode and drops values at random: export in eval");
    }
  }

  /** What a Shape gives: the sizes of a shape, or those of the axes that the node asks for. */
  public static NdArray shape(OnnxNode node, int[] shape) {
    int from = clamp(node.integer("start", 0), shape.length);
    int to = clamp(node.integer("end", shape.length), shape.length);
    int[] asked = Arrays.copyOfRange(shape, from, Math.max(from, to));
    return NdArray.integers(Arrays.stream(asked).asLongStream().toArray());
  }

  private static int clamp(int axis, int rank) {
    return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  /** The attribute {@code name}, or else the input at {@code index}. */
  public static Optional<long[]> integers(OnnxNode node, String name, Inputs inputs, int index) {
    Optional<long[]> attribute = node.integers(name);
    return attribute.isPresent() ? attribute : inputs.constant(index).map(NdArray::toLongs);
  }

  /** The axes to reduce; all where none are named. */
  public static boolean[] reducedAxes(OnnxNode node, Inputs inputs, int rank) {
    boolean[] reduced = new boolean[rank];
    long[] axes = integers(node, "axes", inputs, 1).orElse(new long[0]);
    for (long axis : axes) {
      reduced[axis(axis, rank)] = true;
    }
    if (axes.length == 0 && !node.flag("noop_with_empty_axes")) {
      Arrays.fill(reduced, true);
    }
    return reduced;
  }

  /** The axes that a Squeeze takes away. */
  public static boolean[] squeezedAxes(OnnxNode node, Inputs inputs, int[] shape) {
    boolean[] squeezed = new boolean[shape.length];
    Optional<long[]> axes = integers(node, "axes", inputs, 1);
    for (int axis = 0; axis < shape.length; axis++) {
      squeezed[axis] = axes.isEmpty() && shape[axis] == 1;
    }
    for (long named : axes.orElse(new long[0])) {
      int axis = axis(named, shape.length);
      if (shape[axis] != 1) {
        throw new Refusal(
            "axis to squeeze has another size than 1: axis=%d, shape=%s",
            axis, Arrays.toString(shape));
      }
      squeezed[axis] = true;
    }
    return squeezed;
  }

  /** The axes, of the result, that an Unsqueeze puts in. */
  public static boolean[] unsqueezedAxes(OnnxNode node, Inputs inputs, int rank) {
    long[] axes =
        integers(node, "axes", inputs, 1).orElseThrow(() -> new Refusal("axes are missing"));
    if (axes.length > 8) {
      throw new Refusal("too many axes: maximum=8, got=%d", axes.length);
    }
    boolean[] unsqueezed = new boolean[rank + axes.length];
    for (long axis : axes) {
      unsqueezed[axis(axis, unsqueezed.length)] = true;
    }
    if (IntStream.range(0, unsqueezed.length).filter(i -> unsqueezed[i]).count() != axes.length) {
      throw new Refusal("axis is named twice: axes=%s", Arrays.toString(axes));
    }
    return unsqueezed;
  }

  /** The order of axes that a Transpose makes. */
  public static int[] permutation(OnnxNode node, int rank) {
    long[] named =
        node.integers("perm")
            .orElseGet(() -> IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
    int[] permutation = new int[rank];
    boolean[] seen = new boolean[rank];
    if (named.length != rank) {
      throw new Refusal("permutation does not fit: perm=%s, rank=%d", show(named), rank);
    }
    for (int i = 0; i < rank; i++) {
      permutation[i] = axis(named[i], rank);
      if (seen[permutation[i]]) {
        throw new Refusal("permutation names an axis twice: perm=%s", show(named));
      }
      seen[permutation[i]] = true;
    }
    return permutation;
  }

  /** The shape that a Reshape asks for, 0 and -1 resolved. */
  public static int[] reshape(OnnxNode node, Inputs inputs, int[] from) {
    long[] wanted =
        integers(node, "shape", inputs, 1).orElseThrow(() -> new Refusal("shape is missing"));
    long count = NdArray.count(from);
    int[] shape = new int[wanted.length];
    int open = -1;
    long known = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      long size = wanted[axis];
      if (size == 0 && !node.flag("allowzero")) {
        if (axis >= from.length) {
          throw new Refusal("shape keeps an axis that is not there: shape=%s", show(wanted));
        }
        size = from[axis];
      }
      if (size == -1 && open < 0) {
        open = axis;
        continue;
      }
      if (size < 0 || size > Integer.MAX_VALUE || known * size > Integer.MAX_VALUE) {
        throw new Refusal("shape is out of range: shape=%s", show(wanted));
      }
      shape[axis] = (int) size;
      known *= size;
    }
    if (open >= 0 && known > 0) {
      shape[open] = (int) (count / known);
      known *= shape[open];
    }
    if (known != count) {
      throw new Refusal(
          "shape holds another number of values: shape=%s, from=%s",
          show(wanted), Arrays.toString(from));
    }
    return shape;
  }

  /** The two axes that a Flatten makes. */
  public static int[] flatten(OnnxNode node, int[] from) {
    int axis = node.integer("axis", 1);
    int split = axis == from.length ? axis : axis(axis, from.length);
    long rows = NdArray.count(Arrays.copyOf(from, split));
    return new int[] {
      (int) rows, (int) NdArray.count(Arrays.copyOfRange(from, split, from.length))
    };
  }

  /** The sizes of the parts that a Split makes of an axis of {@code size}. */
  public static int[] parts(OnnxNode node, Inputs inputs, int size) {
    Optional<long[]> named = integers(node, "split", inputs, 1);
    int count = named.map(n -> n.length).orElse(node.integer("num_outputs", node.outputs().size()));
    if (count < 1 || count > Math.max(1, size)) {
      throw new Refusal("axis cannot be split: size=%d, parts=%d", size, count);
    }
    int[] parts = new int[count];
    // The last part is smaller where the size is no multiple (opset 18).
    int each = (size + count - 1) / count;
    int left = size;
    for (int i = 0; i < count; i++) {
      long part = named.isPresent() ? named.get()[i] : Math.min(each, left);
      if (part < 0 || part > left) {
        throw new Refusal("parts do not fit the axis: size=%d, part %d=%d", size, i, part);
      }
      parts[i] = (int) part;
      left -= parts[i];
    }
    if (left != 0) {
      throw new Refusal("parts do not fill the axis: size=%d, left over=%d", size, left);
    }
    return parts;
  }

  /** How many positions a Pad puts before (row 0) and after (row 1) each axis. */
  public static int[][] pads(OnnxNode node, Inputs inputs, int rank) {
    Optional<long[]> attribute = node.integers("pads");
    long[] pads =
        (attribute.isPresent() ? attribute : node.integers("paddings"))
            .or(() -> inputs.constant(1).map(NdArray::toLongs))
            .orElseThrow(() -> new Refusal("pads are missing"));
    long[] axes =
        inputs
            .constant(3)
            .map(NdArray::toLongs)
            .orElseGet(() -> IntStream.range(0, rank).asLongStream().toArray());
    if (pads.length != 2 * axes.length) {
      throw new Refusal("pads do not fit the axes: pads=%s, axes=%d", show(pads), axes.length);
    }
    int[][] each = new int[2][rank];
    for (int i = 0; i < axes.length; i++) {
      for (int side = 0; side < 2; side++) {
        long pad = pads[i + side * axes.length];
        if (Math.abs(pad) > 1 << 24) {
          throw new Refusal("pad is out of range: pads=%s", show(pads));
        }
        each[side][axis(axes[i], rank)] = (int) pad;
      }
    }
    return each;
  }

  private static String show(long[] values) {
    return values.length > 16 ? values.length + " values" : Arrays.toString(values);
  }
}
