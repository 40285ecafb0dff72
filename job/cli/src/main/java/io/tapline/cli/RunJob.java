/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.local.cluster.JobHandle;
import io.tapline.local.cluster.LocalCluster;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import io.tapline.pipeline.kafka.LostResultsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** A pipeline between its topics, run here or handed to a cluster. */
final class RunJob {

  private static final Duration AT_ONCE = Duration.ofSeconds(10);
  private static final int GREATEST_PORT = 65_535;

  private final Pipeline pipeline;
  private final String from;
  private final boolean bounded;
  private final boolean acceptLoss;
  private final PrintWriter out;

  /**
   * @param from the savepoint to start from, or null
   * @param acceptLoss whether the job goes on where results can no longer be committed
   */
  RunJob(Pipeline pipeline, String from, boolean bounded, boolean acceptLoss, PrintWriter out) {
    this.pipeline = pipeline;
    this.from = from;
    this.bounded = bounded;
    this.acceptLoss = acceptLoss;
    this.out = out;
  }

  /** Submits to the cluster whose REST interface is at {@code HOST:PORT}, and returns. */
  void submitTo(String cluster) {
    int colon = cluster.lastIndexOf(':');
    String port = cluster.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > GREATEST_PORT) {
      throw new UserFault("--cluster takes HOST:PORT: cluster=" + cluster);
    }
    requireAnswer(cluster);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createRemoteEnvironment(
            cluster.substring(0, colon), Integer.parseInt(port), settings(), jobJar());
    define(env);
    try {
      JobClient job = env.executeAsync(pipeline.config().name());
      say("Submitted " + pipeline.config().name() + ": job " + job.getJobID());
    } catch (Exception e) {
      throw new UserFault(
          "the cluster did not take the job: is it there, and of Flink 2.2? cluster="
              + cluster
              + ", reason="
              + rootCause(e));
    }
  }

  /** Flink's own client would try again for minutes. */
  private static void requireAnswer(String cluster) {
    try {
      JobMetrics.get(URI.create("http://" + cluster + "/config"));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserFault(
          "no Flink cluster answers there: start it, or fix --cluster: cluster=" + cluster);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs in a mini-cluster of this process until the job ends, and returns what it says then; or
   * until Ctrl-C stops it.
   */
  Optional<LastMetrics> runHere(String uiPort, Path savepoints) throws Exception {
    makeFolder(savepoints);
    Integer configured = pipeline.config().execution().parallelism();
    int parallelism = configured == null ? Runtime.getRuntime().availableProcessors() : configured;
    LastMetrics metrics = new LastMetrics();
    try (LocalCluster here = startCluster(uiPort, parallelism, metrics)) {
      Configuration settings = settings();
      settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
      if (pipeline.config().execution().checkpointDir() == null) {
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            savepoints.resolve("checkpoints").toUri().toString());
      }
      StreamExecutionEnvironment env = here.env(settings);
      define(env);
      JobHandle job = here.submit(env);
      say("Running " + pipeline.config().name() + "; web UI: " + here.webUi());
      Thread onInterrupt = new Thread(() -> stop(job, savepoints), "stop-with-savepoint");
      Runtime.getRuntime().addShutdownHook(onInterrupt);
      Consumer<String> lines = line -> Progress.say("tapline: " + line);
      JobReport report =
          new JobReport(
              here.webUi(),
              job.id().toHexString(),
              pipeline.alignment().layout().measuredNames(),
              lines,
              System::nanoTime);
      TaskManagerRestart taskManager = new TaskManagerRestart(here, lines, System::nanoTime);
      JobStatus end;
      try (ProgressBar bar = Progress.bar("Running", "readings", -1)) {
        end =
            JobProgress.watch(
                here,
                job,
                bar,
                () -> {
                  taskManager.look();
                  report.look();
                });
      }
      if (!isGoingOn(onInterrupt)) {
        onInterrupt.join();
        return Optional.empty();
      } else if (end != JobStatus.FINISHED) {
        nameCheckpoints(job);
        throwReason(job);
      }
      report.lookAtTheEnd();
      return Optional.of(metrics);
    }
  }

  /** Takes the hook back; false where Ctrl-C has set it off. */
  private static boolean isGoingOn(Thread onInterrupt) {
    try {
      return Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Whatever ended the job, it can go on from what was kept. */
  private void nameCheckpoints(JobHandle job) {
    List<String> kept = job.retainedCheckpoints();
    if (!kept.isEmpty()) {
      say("Go on with --from " + kept.get(0));
    }
    if (kept.size() > 1) {
      say("Kept as well: " + String.join(", ", kept.subList(1, kept.size())));
    }
  }

  private void throwReason(JobHandle job) throws Exception {
    try {
      job.awaitFinished(AT_ONCE);
    } catch (Exception e) {
      Optional<LostResultsException> loss =
          ExceptionUtils.findThrowable(e, LostResultsException.class);
      if (loss.isPresent()) {
        throw new UserFault(loss.get().getMessage());
      }
      if (from != null && job.restoredFrom().isEmpty()) {
        throw new UserFault(
            "the job cannot go on from there: from=" + from + ", reason=" + rootCause(e));
      }
      throw e;
    }
  }

  private static LocalCluster startCluster(String uiPort, int slots, LastMetrics metrics)
      throws Exception {
    Configuration local = new Configuration();
    local.set(RestOptions.BIND_PORT, uiPort);
    local.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    LastMetrics.nameAsRest(local);
    try {
      return LocalCluster.start(1, slots, local, metrics);
    } catch (Exception e) {
      if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
        throw new UserFault(
            "no free port for the web UI: give another --ui-port: ui-port=" + uiPort);
      }
      throw e;
    }
  }

  private void stop(JobHandle job, Path savepoints) {
    if (job.status().isGloballyTerminalState()) {
      return;
    }
    try {
      say("\nStopping with a savepoint …");
      say("Go on with --from " + job.stopWithSavepoint(savepoints));
    } catch (RuntimeException e) {
      say("Stopped without a savepoint: " + rootCause(e));
      nameCheckpoints(job);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserFault(
          "--savepoints must be a folder that can be written: savepoints=" + folder);
    }
  }

  private Configuration settings() {
    Configuration settings = JobSettings.of(pipeline.config());
    if (from != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    return settings;
  }

  private void define(StreamExecutionEnvironment env) {
    KafkaSources sources =
        bounded
            ? KafkaSources.bounded(pipeline.config())
            : KafkaSources.continuous(pipeline.config());
    Topology.define(env, pipeline, sources, new KafkaSinks(pipeline, acceptLoss));
  }

  private static String jobJar() {
    String jar = System.getProperty("tapline.job.jar", "");
    if (!Files.isRegularFile(Path.of(jar))) {
      throw new UserFault(
          "the jar to submit is not there; build it with ./mvnw package: tapline.job.jar=" + jar);
    }
    return jar;
  }

  private static String rootCause(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse("");
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
