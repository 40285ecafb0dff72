/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * The trained part of the network.
 *
 * @param kernel shape (FEATURES, SCORES)
 * @param bias shape (SCORES)
 */
@SuppressWarnings("ArrayRecordComponent")
record FaultHead(float[] kernel, float[] bias) {}
