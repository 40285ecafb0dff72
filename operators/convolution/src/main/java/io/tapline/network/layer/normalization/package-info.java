/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Normalization with the statistics of training, and of each frame. */
package io.tapline.network.layer.normalization;
