/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Layers that change which frames or channels there are, and compute little or nothing. */
package io.tapline.network.layer.shape;
