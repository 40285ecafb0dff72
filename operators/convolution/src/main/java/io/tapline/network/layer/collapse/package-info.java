/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Layers that make one frame of all frames of a window. */
package io.tapline.network.layer.collapse;
