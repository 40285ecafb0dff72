/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What an ONNX file says, read within bounds: nodes, their attributes, and tensors. */
package io.tapline.models.onnx.model;
