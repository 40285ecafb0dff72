/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Runs the layers of a plan over chunks of frames. */
package io.tapline.network.run;
