/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/**
 * Where and with what was measured.
 *
 * @param cpu the processor's model
 * @param cores that this process may use
 * @param vectorBits width of the vectors that the JVM prefers
 * @param os name, version and architecture
 * @param jdk name and version of the JVM
 * @param flags what the vector kernels' JVM is started with; the plain loops' has no module added
 */
record Machine(String cpu, int cores, int vectorBits, String os, String jdk, List<String> flags) {

  private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");
  private static final Path LINUX_MEMORY = Path.of("/proc/meminfo");

  static Machine thisOne() {
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        FloatVector.SPECIES_PREFERRED.vectorBitSize(),
        properties("os.name", "os.version", "os.arch"),
        properties("java.vm.name", "java.runtime.version"),
        JvmFlags.of(Implementation.TAPLINE_VECTOR));
  }

  /** Megabytes that other processes leave; half of the memory where the system does not tell. */
  static long freeMegabytes() {
    var system =
        (com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    // A container's limit, where there is one.
    long megabytes = system.getTotalMemorySize() >> 20;
    String available = value(LINUX_MEMORY, "MemAvailable").replaceAll("\\D", "");
    return available.isEmpty()
        ? megabytes / 2
        : Math.min(megabytes, Long.parseLong(available) >> 10);
  }

  private static String cpuModel() {
    String model = value(LINUX_CPUS, "model name");
    return model.isEmpty() ? "unknown processor" : model;
  }

  /** What stands behind the first such key in a file of the kernel; empty where there is none. */
  private static String value(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static String properties(String... names) {
    return String.join(" ", Stream.of(names).map(System::getProperty).toList());
  }
}
