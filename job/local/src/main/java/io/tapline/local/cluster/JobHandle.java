/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.RestoredCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on a {@link LocalCluster}. */
public final class JobHandle {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  private final MiniCluster cluster;
  private final JobID id;

  JobHandle(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
  }

  public JobID id() {
    return id;
  }

  public JobStatus status() {
    return answer(cluster.getJobStatus(id), "status");
  }

  /** How often the job was restarted: attempts of the vertex that had most, less the first. */
  public int restarts() {
    int restarts = 0;
    for (AccessExecutionVertex vertex : graph().getAllExecutionVertices()) {
      restarts = Math.max(restarts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return restarts;
  }

  /** Checkpoints completed since the job was submitted, savepoints included. */
  public long completedCheckpoints() {
    return graph().getCheckpointStatsSnapshot().getCounts().getNumberOfCompletedCheckpoints();
  }

  /** The savepoint or checkpoint that the job last started from. */
  public Optional<String> restoredFrom() {
    return Optional.ofNullable(graph().getCheckpointStatsSnapshot().getLatestRestoredCheckpoint())
        .map(RestoredCheckpointStats::getExternalPath);
  }

  /** Checkpoints and savepoints of this run that are kept, the newest first. */
  public List<String> retainedCheckpoints() {
    return graph().getCheckpointStatsSnapshot().getHistory().getCheckpoints().stream()
        .filter(CompletedCheckpointStats.class::isInstance)
        .map(CompletedCheckpointStats.class::cast)
        .filter(checkpoint -> !checkpoint.isDiscarded())
        .map(CompletedCheckpointStats::getExternalPath)
        .toList();
  }

  /** Waits until every task runs. */
  public void awaitRunning(Duration patience) {
    awaitState("every task runs", patience, this::everyTaskRuns);
  }

  /** Waits until every task runs again, after so many restarts in all. */
  public void awaitRestarts(int restarts, Duration patience) {
    awaitState(
        "job was restarted " + restarts + " times",
        patience,
        () -> restarts() >= restarts && everyTaskRuns());
  }

  /** Waits until so many checkpoints have been completed in all. */
  public void awaitCheckpoints(long checkpoints, Duration patience) {
    awaitState(
        checkpoints + " checkpoints are completed",
        patience,
        () -> completedCheckpoints() >= checkpoints);
  }

  /** Waits for the end, whichever it is. */
  public JobStatus awaitEnd(Duration patience) throws TimeoutException {
    result(patience);
    return status();
  }

  /** Waits for a good end; fails with the job's own cause if it was another. */
  public JobExecutionResult awaitFinished(Duration patience) throws Exception {
    return result(patience).toJobExecutionResult(Thread.currentThread().getContextClassLoader());
  }

  public void cancel() {
    answer(cluster.cancelJob(id), "cancel");
  }

  /**
   * Takes a savepoint and cancels the job once it is complete; returns where it is, below the
   * directory. Unlike a stop, it commits nothing: what the savepoint holds is committed by the job
   * that starts from it.
   */
  public String cancelWithSavepoint(Path directory) {
    return answer(
        cluster.triggerSavepoint(
            id, directory.toUri().toString(), true, SavepointFormatType.CANONICAL),
        "savepoint");
  }

  /** Takes a checkpoint now, and returns when it is complete. */
  public void checkpoint() {
    answer(cluster.triggerCheckpoint(id), "checkpoint");
  }

  /** Stops the job, without draining it; returns where the savepoint is, below the directory. */
  public String stopWithSavepoint(Path directory) {
    return stop(directory, false);
  }

  /**
   * Stops the job for good: its input counts as ended, so that what waits for more is released;
   * returns where the savepoint is, below the directory.
   */
  public String drain(Path directory) {
    return stop(directory, true);
  }

  private String stop(Path directory, boolean drain) {
    return answer(
        cluster.stopWithSavepoint(
            id, directory.toUri().toString(), drain, SavepointFormatType.CANONICAL),
        "savepoint");
  }

  /** A job that is being initialised has no vertices yet. */
  private boolean everyTaskRuns() {
    ArchivedExecutionGraph graph = graph();
    for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return graph.getState() == JobStatus.RUNNING;
  }

  private ArchivedExecutionGraph graph() {
    return answer(cluster.getArchivedExecutionGraph(id), "graph");
  }

  private void awaitState(String state, Duration patience, BooleanSupplier reached) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!reached.getAsBoolean()) {
      JobStatus status = status();
      if (status.isGloballyTerminalState() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "state was not reached: state=%s, status=%s, restarts=%d, patience=%s%s"
                .formatted(state, status, restarts(), patience, failure()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private String failure() {
    var failure = graph().getFailureInfo();
    return failure == null ? "" : "\n" + failure.getExceptionAsString();
  }

  private JobResult result(Duration patience) throws TimeoutException {
    try {
      return cluster.requestJobResult(id).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TimeoutException(
          "job did not end: status=%s, restarts=%d, patience=%s"
              .formatted(status(), restarts(), patience));
    } catch (InterruptedException | ExecutionException e) {
      throw failed(e, "result");
    }
  }

  private static <T> T answer(CompletableFuture<T> future, String what) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw failed(e, what);
    }
  }

  private static IllegalStateException failed(Exception e, String what) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("cluster does not answer: request=" + what, e);
  }
}
