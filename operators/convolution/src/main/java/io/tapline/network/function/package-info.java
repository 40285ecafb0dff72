/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Functions of one value, and between two: what kernels compute and layers name. */
package io.tapline.network.function;
