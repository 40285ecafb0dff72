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
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import me.tongfei.progressbar.ProgressBar;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job against the configured Kafka: here, or on a cluster. */
@Command(
    name = "run",
    description = {
      "Runs a pipeline against its Kafka.",
      "Without --cluster it runs here, in a Flink mini-cluster with a web UI, until Ctrl-C, which "
          + "stops it with a savepoint to go on from."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline run --config pipeline.yaml",
      "  tapline run --config pipeline.yaml --bounded",
      "  tapline run --config pipeline.yaml --from savepoints/savepoint-1a2b3c",
      "  tapline run --config pipeline.yaml --cluster flink.example:8081"
    })
final class RunCommand implements Callable<Integer> {

  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final String UI_PORTS = "8081-8181";

  @Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ConfigOption config;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      description = "Submit to the Flink cluster whose REST interface is there, and return.")
  private String cluster;

  @Option(
      names = "--from",
      paramLabel = "SAVEPOINT",
      description = "Start from a savepoint or a retained checkpoint.")
  private String from;

  @Option(
      names = "--bounded",
      description = "Read what the topics hold now, release every tail, and end.")
  private boolean bounded;

  @Option(
      names = "--savepoints",
      paramLabel = "DIR",
      defaultValue = "savepoints",
      description = "Where Ctrl-C leaves a savepoint. Default: ${DEFAULT-VALUE}")
  private Path savepoints;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = UI_PORTS,
      description =
          "The web UI's port, or a range to look for a free one. Default: ${DEFAULT-VALUE}")
  private String uiPort;

  @Override
  public Integer call() throws Exception {
    Pipeline pipeline = config.pipelineOnKafka();
    return cluster == null ? runHere(pipeline) : submit(pipeline);
  }

  private int submit(Pipeline pipeline) throws Exception {
    String[] address = cluster.split(":", -1);
    if (address.length != 2 || !address[1].matches("\\d{1,5}")) {
      throw new UserFault("--cluster takes HOST:PORT: cluster=" + cluster);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createRemoteEnvironment(
            address[0], Integer.parseInt(address[1]), settings(pipeline), jobJar());
    define(env, pipeline);
    JobClient job = env.executeAsync(pipeline.config().name());
    out().println("Submitted " + pipeline.config().name() + ": job " + job.getJobID());
    out().flush();
    return CommandLine.ExitCode.OK;
  }

  private int runHere(Pipeline pipeline) throws Exception {
    Configuration local = new Configuration();
    local.set(RestOptions.BIND_PORT, uiPort);
    local.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    int parallelism =
        pipeline.config().execution().parallelism() == null
            ? Runtime.getRuntime().availableProcessors()
            : pipeline.config().execution().parallelism();
    try (LocalCluster here = LocalCluster.start(1, parallelism, local)) {
      Configuration settings = settings(pipeline);
      settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
      StreamExecutionEnvironment env = here.env(settings);
      define(env, pipeline);
      JobHandle job = here.submit(env);
      out().println("Running " + pipeline.config().name() + "; web UI: " + here.webUi());
      out().flush();
      Thread onInterrupt = new Thread(() -> stop(job), "stop-with-savepoint");
      Runtime.getRuntime().addShutdownHook(onInterrupt);
      JobStatus end = watch(here, job);
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
      if (end != JobStatus.FINISHED) {
        job.awaitFinished(FOREVER);
      }
      return CommandLine.ExitCode.OK;
    }
  }

  private JobStatus watch(LocalCluster here, JobHandle job) throws Exception {
    try (ProgressBar bar = Progress.bar("Running", "readings", -1)) {
      while (!job.status().isGloballyTerminalState()) {
        ReadingAccount account =
            ReadingAccount.of(JobCounts.of(here.webUi(), job.id().toHexString()));
        bar.stepTo(account.read());
        bar.setExtraMessage("%,d framed".formatted(account.framed()));
        waitForEnd(job, Duration.ofSeconds(1));
      }
    }
    return job.status();
  }

  private static void waitForEnd(JobHandle job, Duration patience) {
    try {
      job.awaitEnd(patience);
    } catch (TimeoutException e) {
      // It runs on: that is what it is for.
    }
  }

  private void stop(JobHandle job) {
    if (job.status().isGloballyTerminalState()) {
      return;
    }
    try {
      Path folder = Files.createDirectories(savepoints.toAbsolutePath());
      out()
          .println(
              "\nStopping with a savepoint. Go on with --from " + job.stopWithSavepoint(folder));
    } catch (Exception e) {
      out().println("\nStopped without a savepoint: " + e.getMessage());
    }
    out().flush();
  }

  private Configuration settings(Pipeline pipeline) {
    Configuration settings = JobSettings.of(pipeline.config());
    if (from != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    return settings;
  }

  private void define(StreamExecutionEnvironment env, Pipeline pipeline) {
    KafkaSources sources =
        bounded
            ? KafkaSources.bounded(pipeline.config())
            : KafkaSources.continuous(pipeline.config());
    Topology.define(env, pipeline, sources, new KafkaSinks(pipeline));
  }

  private static String jobJar() {
    String jar = System.getProperty("tapline.job.jar", "");
    if (!Files.isRegularFile(Path.of(jar))) {
      throw new UserFault(
          "the jar to submit is not there; build it with ./mvnw package: tapline.job.jar=" + jar);
    }
    return jar;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
