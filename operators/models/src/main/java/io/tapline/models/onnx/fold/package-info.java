/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Computes whatever in a graph does not depend on the input's values. */
package io.tapline.models.onnx.fold;
