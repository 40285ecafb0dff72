/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Networks as their author wrote them: layers, what each reads, what leaves; and windows. */
package io.tapline.network.graph;
