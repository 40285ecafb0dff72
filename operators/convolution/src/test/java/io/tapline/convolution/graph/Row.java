/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

/**
 * One frame between two layers, and what it was made of.
 *
 * @param values one for each channel
 * @param newest index of the newest input frame that took part, the last of all where the end of
 *     the recording did; -1 where nothing but padding before the first did
 * @param padded whether any padding took part
 */
record Row(double[] values, long newest, boolean padded) {}
