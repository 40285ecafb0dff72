/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Layers as their author wrote them: topology and weights, and nothing that runs. */
package io.tapline.network.layer;
