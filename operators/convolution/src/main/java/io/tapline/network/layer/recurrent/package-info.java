/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Layers that remember what they saw since the segment or the window began. */
package io.tapline.network.layer.recurrent;
