/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.alignment.FrameChannel;
import io.tapline.cli.JobProgress;
import io.tapline.cli.LastMetrics;
import io.tapline.cli.Progress;
import io.tapline.cli.UserFault;
import io.tapline.cli.arrays.UnfinishedFile;
import io.tapline.cli.recording.RecordingSource;
import io.tapline.local.cluster.JobHandle;
import io.tapline.local.cluster.LocalCluster;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.Topology;
import io.tapline.pipeline.config.InputConfig;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/**
 * Runs the job's operators over a recording in a mini-cluster, into files. With a parallelism of 1,
 * so that two replays of a recording write the same results, byte for byte; the rejected readings
 * come from two operators, whose rows may mix in another order.
 */
final class FileReplay {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration DEFAULT_OUT_OF_ORDERNESS = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final Path recording;
  private final Path folder;
  private final Path frames;

  /**
   * @param pipeline whose decoding names the recordings' files in the place of topics
   * @param folder of the results and the rejected readings; null where they are not wanted
   * @param frames the file of the frames; null where they are not wanted
   */
  FileReplay(Pipeline pipeline, Path recording, Path folder, Path frames) {
    this.pipeline = pipeline.inOneOrder();
    this.recording = recording;
    this.folder = folder;
    this.frames = frames;
  }

  /**
   * Runs it to its end, and returns what the job says then.
   *
   * @throws UserFault where a file cannot be written
   */
  LastMetrics run() throws Exception {
    LastMetrics metrics = new LastMetrics();
    if (frames == null) {
      run(null, metrics);
      return metrics;
    }
    try (UnfinishedFile unfinished = UnfinishedFile.beside(frames)) {
      unfinished.path().toFile().deleteOnExit();
      run(unfinished.path(), metrics);
      unfinished.finish();
      return metrics;
    } catch (FileSystemException e) {
      throw UserFault.ofFile("the frames cannot be written", frames, e);
    }
  }

  private void run(Path framesFile, LastMetrics metrics) throws Exception {
    Configuration local = new Configuration();
    local.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, POLL);
    LastMetrics.nameAsRest(local);
    try (LocalCluster cluster = LocalCluster.start(1, 1, local, metrics)) {
      Configuration settings = JobSettings.of(pipeline.config());
      settings.set(CoreOptions.DEFAULT_PARALLELISM, 1);
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      StreamExecutionEnvironment env = cluster.env(settings);
      Topology.define(
          env,
          pipeline,
          new RecordingSource(recording, pipeline.decoding().keyed(), outOfOrderness()),
          new FileSinks(
              folder == null ? null : new CsvSinks(folder, widths()),
              framesFile,
              frames,
              channels(pipeline)));
      env.getCheckpointConfig().disableCheckpointing();
      JobHandle job = cluster.submit(env);
      try (ProgressBar bar = Progress.bar("Replaying", "readings", -1)) {
        JobProgress.watch(cluster, job, bar);
      }
      awaitFinished(job);
    }
  }

  /** A file that cannot be written is the user's to fix, though a task found it out. */
  private static void awaitFinished(JobHandle job) throws Exception {
    try {
      job.awaitFinished(POLL);
    } catch (JobExecutionException e) {
      Optional<UserFault> fault =
          ExceptionUtils.findThrowableSerializedAware(
              e, UserFault.class, FileReplay.class.getClassLoader());
      throw fault.isPresent() ? fault.get() : e;
    }
  }

  /** The names of a frame's values. */
  static List<String> channels(Pipeline pipeline) {
    return pipeline.alignment().layout().frame().stream().map(FrameChannel::name).toList();
  }

  /** How many values a result has, for each output. */
  private Map<String, Integer> widths() {
    Map<String, Integer> widths = new LinkedHashMap<>();
    List<NetworkOutput> outputs = pipeline.model().network().outputs();
    for (int output = 0; output < outputs.size(); output++) {
      widths.put(pipeline.model().outputNames().get(output), outputs.get(output).channels());
    }
    return widths;
  }

  /** What the live job allows, so that silent devices are flushed at the same records. */
  private Duration outOfOrderness() {
    InputConfig input = pipeline.config().input();
    return input == null ? DEFAULT_OUT_OF_ORDERNESS : input.outOfOrderness();
  }
}
