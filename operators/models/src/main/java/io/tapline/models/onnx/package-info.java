/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * ONNX files to networks. {@code model} reads what a file says, within bounds; {@code fold}
 * computes what does not depend on the input; {@code stream} tells which axes are time and which
 * channels; {@code op} makes layers of operators; {@code simplify} lets pads and biases disappear
 * in convolutions.
 */
package io.tapline.models.onnx;
