/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Tensors that depend on the input, as streams of frames: which axes are time, and which are the
 * channels.
 */
package io.tapline.models.onnx.stream;
