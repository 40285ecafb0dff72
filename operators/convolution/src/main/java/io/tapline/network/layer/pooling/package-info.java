/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The largest or the mean value under a kernel. */
package io.tapline.network.layer.pooling;
