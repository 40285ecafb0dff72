/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Standard and depthwise convolution over time. */
package io.tapline.network.layer.convolution;
