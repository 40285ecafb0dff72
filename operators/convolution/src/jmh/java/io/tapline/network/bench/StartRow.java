/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

/**
 * How a process of its own came up to speed.
 *
 * @param net the network
 * @param frames frames a call
 * @param implementation what computed it
 * @param firstCallMillis time of the first call
 * @param secondsToSpeed from the start of the JVM until calls took at most twice the steady time
 * @param steadyNsPerFrame median time of a frame in the last second
 */
record StartRow(
    ReferenceNetwork net,
    int frames,
    Implementation implementation,
    double firstCallMillis,
    double secondsToSpeed,
    double steadyNsPerFrame) {}
