/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster in this process, with its web UI, on loopback only. */
public final class LocalCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MiniCluster cluster;
  private final URI webUi;

  private LocalCluster(MiniCluster cluster) throws Exception {
    this.cluster = cluster;
    cluster.start();
    webUi = cluster.getRestAddress().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  public static LocalCluster start(int taskManagers, int slotsPerTaskManager) throws Exception {
    return start(taskManagers, slotsPerTaskManager, new Configuration());
  }

  /** {@code configuration}: of the cluster, and what its jobs do not set themselves. */
  public static LocalCluster start(
      int taskManagers, int slotsPerTaskManager, Configuration configuration) throws Exception {
    return new LocalCluster(
        new MiniCluster(settings(taskManagers, slotsPerTaskManager, configuration)));
  }

  /**
   * The same, where every metric of the cluster and its jobs is told to a reporter, from before a
   * task runs until after it has ended.
   */
  public static LocalCluster start(
      int taskManagers,
      int slotsPerTaskManager,
      Configuration configuration,
      MetricReporter reporter)
      throws Exception {
    return new LocalCluster(
        new ReportedMiniCluster(
            settings(taskManagers, slotsPerTaskManager, configuration), reporter));
  }

  private static MiniClusterConfiguration settings(
      int taskManagers, int slotsPerTaskManager, Configuration configuration) {
    Configuration cluster = LoopbackConfiguration.over(configuration);
    if (!configuration.contains(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS)) {
      // What a job asks for does not count: the one before the last is where lost results are
      // found.
      cluster.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    }
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(cluster)
        .setNumTaskManagers(taskManagers)
        .setNumSlotsPerTaskManager(slotsPerTaskManager)
        .setCommonBindAddress(LoopbackConfiguration.HOST)
        .build();
  }

  /** Where the web UI and the REST interface are. */
  public URI webUi() {
    return webUi;
  }

  public StreamExecutionEnvironment env() {
    return env(new Configuration());
  }

  /**
   * An environment for one job; its {@code execute} runs the job here, and returns when it ended.
   */
  public StreamExecutionEnvironment env(Configuration job) {
    Configuration configuration = new Configuration(job);
    configuration.set(DeploymentOptions.TARGET, "remote");
    configuration.set(DeploymentOptions.ATTACHED, true);
    configuration.set(RestOptions.ADDRESS, webUi.getHost());
    configuration.set(RestOptions.PORT, webUi.getPort());
    // Not getExecutionEnvironment: that one would start a mini-cluster of its own.
    return new StreamExecutionEnvironment(configuration);
  }

  /** Starts the job that the environment holds; the environment is empty after that. */
  public JobHandle submit(StreamExecutionEnvironment env) throws Exception {
    return submit(env.getStreamGraph(), Configuration.fromMap(env.getConfiguration().toMap()));
  }

  public JobHandle submit(StreamGraph graph) throws Exception {
    return submit(graph, graph.getJobConfiguration());
  }

  private JobHandle submit(StreamGraph graph, Configuration configuration) throws Exception {
    StreamGraph complete = PipelineExecutorUtils.getStreamGraph(graph, configuration);
    return new JobHandle(
        cluster,
        cluster.submitJob(complete).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).getJobID());
  }

  /**
   * Ends a TaskManager as if it had died: its jobs fail over. Indices count from 0, in start order.
   */
  public void terminateTaskManager(int index) throws Exception {
    cluster.terminateTaskManager(index).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Starts one more TaskManager; it gets the next index. */
  public void startTaskManager() throws Exception {
    cluster.startTaskManager();
  }

  /** Cancels every job that has not ended, and waits until it has. */
  public void cancelAll() throws Exception {
    for (var job : cluster.listJobs().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (!job.getJobState().isGloballyTerminalState()) {
        JobHandle handle = new JobHandle(cluster, job.getJobId());
        handle.cancel();
        handle.awaitEnd(PATIENCE);
      }
    }
  }

  @Override
  public void close() throws Exception {
    cluster.closeAsync().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
