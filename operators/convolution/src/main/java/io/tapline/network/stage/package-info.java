/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Layers made ready to run, and where they find the frames and the memory that they read. */
package io.tapline.network.stage;
