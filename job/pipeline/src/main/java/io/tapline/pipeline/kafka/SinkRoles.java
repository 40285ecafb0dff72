/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.pipeline.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;

/** What the sinks' transactional ids have between the job's prefix and the task's number. */
final class SinkRoles {

  static final String FRAME = "frame";
  static final String REJECTED = "rejected";

  private SinkRoles() {}

  static String result(String output) {
    return "result-" + output;
  }

  /** The roles of a job's sinks, in the order of its configuration. */
  static List<String> of(PipelineConfig config) {
    List<String> roles = new ArrayList<>();
    config.outputs().keySet().forEach(output -> roles.add(result(output)));
    if (config.frames() != null) {
      roles.add(FRAME);
    }
    roles.add(REJECTED);
    return roles;
  }
}
