/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Arithmetic on arrays of float32: the sums of one frame, and functions of one value. */
package io.tapline.network.kernel;
