/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.fold;

import io.tapline.models.onnx.model.NdArray;
import java.util.List;

/** Computes the outputs of a node from its inputs. */
@FunctionalInterface
interface Operator {
  List<NdArray> apply(Fold fold);
}
