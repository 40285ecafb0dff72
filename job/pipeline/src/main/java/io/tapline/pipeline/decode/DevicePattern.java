/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Which devices are this job's, by their names; what was decided is remembered for a while. */
final class DevicePattern {

  private static final int REMEMBERED = 16_384;

  private final Pattern pattern;
  private final Map<String, Boolean> decided =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param regex what a whole name must match; null where any name will do
   */
  DevicePattern(String regex) {
    pattern = regex == null ? null : Pattern.compile(regex);
  }

  boolean matches(String device) {
    return pattern == null
        || decided.computeIfAbsent(device, name -> pattern.matcher(name).matches());
  }
}
