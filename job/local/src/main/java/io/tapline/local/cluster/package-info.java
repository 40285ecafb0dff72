/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A Flink mini-cluster on this machine. */
package io.tapline.local.cluster;
