/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.util.ArrayList;
import java.util.List;

/** What the JVMs are started with that compute. */
final class JvmFlags {

  /** As the tapline command has them; with this collector weights begin at cache lines. */
  private static final List<String> COMMON = List.of("-XX:+UseG1GC");

  /**
   * Where C2 would spill integers to vector registers, as on Intel's machines, moving them back
   * takes turns of the vector units inside the kernels' loops.
   */
  private static final List<String> VECTOR =
      List.of("--add-modules", "jdk.incubator.vector", "-XX:-UseFPUForSpilling");

  /** Not plain loops until vectors have proved faster: their warm-up is not what is measured. */
  private static final String AT_ONCE = "-Dtapline.kernels=vector";

  private static final int HEAP_MEGABYTES = 1_024;

  private JvmFlags() {}

  /** What a process is started with whose beginning is measured. */
  static List<String> fromTheStart(Implementation implementation) {
    List<String> flags = of(implementation);
    flags.remove(AT_ONCE);
    return flags;
  }

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
      flags.add(AT_ONCE);
    }
    return flags;
  }
}
