/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineJob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tapline run} refuses before anything is submitted: one line, and exit code 2. */
class StartChecksIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension static final TaplineExtension tapline = TaplineExtension.builder().build();

  @TempDir Path folder;
  private Path config;
  private String readings;

  @BeforeEach
  void writeConfig() throws Exception {
    config = Examples.copyOfPlant(folder, tapline.broker().bootstrapServers());
    readings = tapline.createTopic("readings", 1);
    Examples.replace(config, "plant.readings", readings);
    Examples.replace(config, "plant.fault-scores", tapline.createTopic("scores", 1));
    Examples.replace(config, "plant.rejected", tapline.createTopic("rejected", 1));
    Files.writeString(
        config, "\nexecution: {checkpoint-interval: 1s}\n", StandardOpenOption.APPEND);
  }

  @Test
  void shouldRefuseTheSavepointOfAnotherTopicOrAnotherJob() throws Exception {
    String savepoint = start().stopWithSavepoint(folder);
    Examples.replace(config, readings, tapline.createTopic("renamed", 1));
    Examples.replace(config, "name: plant-faults", "name: other");

    Invocation run = Invocation.of("run", "--config", config, "--from", savepoint);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(2);
    assertThat(run.errLines().get(0))
        .contains("goes on reading a topic that is not configured", "topic=" + readings);
    assertThat(run.errLines().get(1)).contains("is of another job", "--from-other-job");
  }

  @Test
  void shouldRefuseASecondJobOfTheNameOnTheCluster() throws Exception {
    JobHandle running = start();
    String cluster = "127.0.0.1:" + tapline.cluster().webUi().getPort();

    Invocation run = Invocation.of("run", "--config", config, "--cluster", cluster);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err())
        .contains("name=plant-faults", "job=" + running.id(), "--ignore-running-job");
  }

  @Test
  void shouldNameTheCheckpointThatAJobLeavesWhichWasCancelled() throws Exception {
    String port = Integer.toString(freePort());
    CompletableFuture<Invocation> run =
        CompletableFuture.supplyAsync(
            () ->
                Invocation.of(
                    "run", "--config", config, "--ui-port", port, "--savepoints", folder));
    URI rest = URI.create("http://127.0.0.1:" + port);
    String job = "/jobs/" + await(rest.resolve("/jobs"), "\"id\":\"([0-9a-f]{32})\"");
    await(rest.resolve(job + "/checkpoints"), "\"completed\":([1-9])");
    HttpRequest cancel =
        HttpRequest.newBuilder(rest.resolve(job))
            .method("PATCH", HttpRequest.BodyPublishers.noBody())
            .build();
    HTTP.send(cancel, HttpResponse.BodyHandlers.discarding());

    Invocation ended = run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).containsPattern("Go on with --from file:.*/chk-\\d+\n");
  }

  /** The first match in what the address answers, once there is one. */
  private static String await(URI address, String pattern) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        HttpRequest question = HttpRequest.newBuilder(address).build();
        Matcher answer =
            Pattern.compile(pattern)
                .matcher(HTTP.send(question, HttpResponse.BodyHandlers.ofString()).body());
        if (answer.find()) {
          return answer.group(1);
        }
      } catch (IOException e) {
        // It starts.
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("no such answer: address=" + address + ", pattern=" + pattern);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private JobHandle start() throws Exception {
    Pipeline pipeline = Pipeline.load(config);
    StreamExecutionEnvironment env = tapline.cluster().env(JobSettings.of(pipeline.config()));
    PipelineJob.define(env, pipeline);
    JobHandle job = tapline.cluster().submit(env);
    job.awaitRunning(PATIENCE);
    return job;
  }
}
