/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Alignment;
import java.io.Serializable;

/** Brings the alignment to the task that runs it. */
@FunctionalInterface
public interface AlignmentSource extends Serializable {
  Alignment alignment();
}
