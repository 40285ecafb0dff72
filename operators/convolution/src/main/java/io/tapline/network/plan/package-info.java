/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** From a graph to what is known of a network before it runs: order, times, sizes. */
package io.tapline.network.plan;
