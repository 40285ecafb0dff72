/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.network.Network;
import java.io.Serializable;

/** Brings the network to the task that runs it; all subtasks of a process may share one. */
@FunctionalInterface
public interface NetworkSource extends Serializable {
  Network network();
}
