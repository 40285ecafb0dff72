/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of size that changes none: exporters leave such behind. */
final class ResizeOperators {
  private static final int SIZES = 3;

  private ResizeOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Resize", ResizeOperators::resize);
    operators.put("Upsample", ResizeOperators::resize);
  }

  private static List<Value> resize(NodeImport in) {
    boolean cropped =
        in.node().text("coordinate_transformation_mode", "").equals("tf_crop_and_resize");
    if (cropped || !keepsSize(in)) {
      throw Refusal.unsupported("%s", UnstreamableOperators.UPSAMPLING);
    }
    return List.of(Value.of(in.view(0)));
  }

  /** Scales are the attribute before opset 9, the second input before 11, the third since. */
  private static boolean keepsSize(NodeImport in) {
    if (in.node().has("axes")) {
      return false;
    }
    Optional<double[]> attribute = in.node().reals("scales");
    int place = in.node().op().equals("Resize") && in.node().opset() > 10 ? 2 : 1;
    Optional<double[]> scales =
        attribute.isPresent() ? attribute : in.constant(place).map(NdArray::values);
    if (scales.isPresent() && scales.get().length > 0) {
      return Arrays.stream(scales.get()).allMatch(scale -> scale == 1);
    }
    int[] shape = in.view(0).shape();
    return in.constant(SIZES)
        .map(sizes -> Arrays.equals(sizes.toLongs(), Arrays.stream(shape).asLongStream().toArray()))
        .orElse(false);
  }
}
