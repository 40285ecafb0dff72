/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Fewer layers that compute the same, with no delay that the model does not need. */
package io.tapline.models.onnx.simplify;
