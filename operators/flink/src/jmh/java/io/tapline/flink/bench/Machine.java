/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where and with what was measured.
 *
 * @param cpu the processor's model
 * @param cores that this process may use
 * @param os name, version and architecture
 * @param jdk name and version of the JVM
 * @param flags what the JVMs are started with that are measured
 */
record Machine(String cpu, int cores, String os, String jdk, List<String> flags) {

  private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");
  private static final Path LINUX_MEMORY = Path.of("/proc/meminfo");

  static Machine thisOne(List<String> flags) {
    String model = value(LINUX_CPUS, "model name");
    return new Machine(
        model.isEmpty() ? "unknown processor" : model,
        Runtime.getRuntime().availableProcessors(),
        properties("os.name", "os.version", "os.arch"),
        properties("java.vm.name", "java.runtime.version"),
        flags);
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
