/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A cluster of the scripts in a folder of its own, on ports that were free. */
final class Standalone {

  private static final Pattern RESTORED = Pattern.compile("\"restored\":(\\d+)");

  private final Path run;
  private final Map<String, String> environment;

  Standalone(Path run) throws IOException {
    this.run = run;
    environment = new HashMap<>();
    environment.put("TAPLINE_RUN", run.toString());
    // A machine that builds is busy.
    environment.put("TAPLINE_START_SECONDS", "180");
    try (ServerSocket rest = anyPort();
        ServerSocket jobManager = anyPort();
        ServerSocket broker = anyPort()) {
      environment.put("TAPLINE_REST_PORT", String.valueOf(rest.getLocalPort()));
      environment.put("TAPLINE_JOBMANAGER_PORT", String.valueOf(jobManager.getLocalPort()));
      environment.put("TAPLINE_BROKER_PORT", String.valueOf(broker.getLocalPort()));
    }
  }

  private static ServerSocket anyPort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  Map<String, String> environment() {
    return environment;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + environment.get("TAPLINE_BROKER_PORT");
  }

  /** Runs a script, which must succeed, and gives what it printed. */
  String run(String script, String... arguments) throws IOException, InterruptedException {
    return attempt(script, arguments).orFail();
  }

  Script.Outcome attempt(String script, String... arguments)
      throws IOException, InterruptedException {
    return Script.run(environment, script, arguments);
  }

  /** What the JobManager answers under a path of its REST interface. */
  String rest(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + environment.get("TAPLINE_REST_PORT") + "/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  /** How often a job went on from a checkpoint. */
  int restores(String job) throws IOException, InterruptedException {
    String checkpoints = rest("jobs/" + job + "/checkpoints");
    Matcher restored = RESTORED.matcher(checkpoints);
    if (!restored.find()) {
      throw new AssertionError("no count of restores: answer=" + checkpoints);
    }
    return Integer.parseInt(restored.group(1));
  }

  /** Ends a process at once, as a crash would. */
  void kill(String name) throws IOException {
    ProcessHandle process =
        ProcessHandle.of(pid(run.resolve("pid/" + name + ".pid"))).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Sends a signal, such as STOP, to a process. */
  void signal(String name, String signal) throws IOException, InterruptedException {
    long pid = pid(run.resolve("pid/" + name + ".pid"));
    new ProcessBuilder("kill", "-" + signal, "" + pid).inheritIO().start().waitFor();
  }

  /** The process ids that the scripts wrote down. */
  List<Long> pids() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (Stream<Path> files = Files.list(run.resolve("pid"))) {
      for (Path file : files.toList()) {
        pids.add(pid(file));
      }
    }
    return pids;
  }

  /** Whether a process runs; one that ended and was not collected yet has no command line. */
  static boolean runs(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }

  private static long pid(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }
}
