/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is kept of a device: where it lies in memory, and its saved bytes. */
package io.tapline.network.state;
