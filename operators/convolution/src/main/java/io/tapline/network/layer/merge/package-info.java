/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Operations between branches, and with constants. */
package io.tapline.network.layer.merge;
