/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.OperatorSupport;
import io.tapline.models.onnx.fold.ConstantFolding;
import io.tapline.models.onnx.model.OnnxGraphReader;
import io.tapline.models.onnx.op.StreamOperators;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What becomes of the operators of ONNX files. */
public final class OnnxSupport {

  private OnnxSupport() {}

  /** The operators that are known, by name. */
  public static List<OperatorSupport> operators() {
    return StreamOperators.support(OnnxGraphReader.OLDEST_OPSET, OnnxGraphReader.NEWEST_OPSET);
  }

  /** The operators that run where all that they read is constant, and nowhere else. */
  public static SortedSet<String> onlyOfConstants() {
    SortedSet<String> names = new TreeSet<>(ConstantFolding.names());
    operators().stream()
        .filter(operator -> !operator.isRefused())
        .map(OperatorSupport::name)
        .forEach(names::remove);
    return names;
  }
}
