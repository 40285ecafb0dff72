/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import java.util.List;

/**
 * What a network gives for a whole recording.
 *
 * @param outputs for each output, its rows
 * @param largest the largest magnitude anywhere in the network, by which rounding is judged
 */
record Evaluation(List<List<Row>> outputs, double largest) {}
