/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

/** One number of one channel, as a checkpoint keeps it. */
record ChannelCount(String channel, ChannelLine line, long amount) {}
