/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Over which partitions the readings of one device may be spread. Order is known only within a
 * partition: how far two partitions have been read says nothing about their sensors.
 */
public enum Partitioning {
  /** All readings come in one known order, as those of a recording do. */
  ONE_PARTITION,
  /** They come from the partitions of one topic. */
  ONE_TOPIC,
  /** They come from the partitions of several topics. */
  SEVERAL_TOPICS
}
