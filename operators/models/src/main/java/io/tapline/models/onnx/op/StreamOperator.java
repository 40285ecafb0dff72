/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.stream.Value;
import java.util.List;

/** Makes layers of a node that reads a stream, and tells what its outputs are. */
@FunctionalInterface
interface StreamOperator {
  List<Value> apply(NodeImport in);
}
