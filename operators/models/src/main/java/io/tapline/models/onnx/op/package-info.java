/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The operators that stream, family by family: what layers they become. */
package io.tapline.models.onnx.op;
