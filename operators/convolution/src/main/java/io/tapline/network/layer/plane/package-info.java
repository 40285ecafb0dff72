/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Layers of planes: two-dimensional layers with time as one axis and height as the other. */
package io.tapline.network.layer.plane;
