/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

/**
 * A vector of a layer's own, such as what a recurrent cell remembers. Only the layer's stage reads
 * and writes it.
 *
 * @param floats values that it holds
 */
public record VectorShape(long floats) implements StateSlot {}
