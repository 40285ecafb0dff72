/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.bench;

import java.util.ArrayList;
import java.util.List;

/** What the JVMs are started with that compute. */
final class JvmFlags {

  /** As the tapline command has them. */
  private static final List<String> COMMON = List.of("-XX:+UseParallelGC");

  private static final List<String> VECTOR = List.of("--add-modules", "jdk.incubator.vector");

  private static final int HEAP_MEGABYTES = 1_024;

  private JvmFlags() {}

  static List<String> of(Implementation implementation) {
    return of(implementation, HEAP_MEGABYTES);
  }

  /** The same with a heap for many devices: their states are old at once, and nothing is young. */
  static List<String> of(Implementation implementation, long heapMegabytes) {
    List<String> flags = new ArrayList<>(COMMON);
    flags.add("-Xmx" + Math.max(HEAP_MEGABYTES, heapMegabytes) + "m");
    flags.add("-Xmn256m");
    if (implementation == Implementation.TAPLINE_VECTOR) {
      flags.addAll(VECTOR);
    }
    return flags;
  }
}
