/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a process that calls a network from its first moment on, and asks how it went. */
final class Start {

  private Start() {}

  /**
   * @throws IOException if the process does not tell
   */
  static StartRow measure(ReferenceNetwork network, int frames, Implementation implementation)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.fromTheStart(implementation));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FirstCalls.class.getName(), network.name(), String.valueOf(frames)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String told =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("a process failed: command=" + command);
    }
    String[] nanos = told.split(" ", -1);
    return new StartRow(
        network,
        frames,
        implementation,
        Long.parseLong(nanos[0]) / 1e6,
        Long.parseLong(nanos[1]) / 1e9,
        (double) Long.parseLong(nanos[2]) / frames);
  }
}
