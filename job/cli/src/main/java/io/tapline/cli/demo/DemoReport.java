/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.cli.ChannelAccount;
import io.tapline.cli.ChannelStatusTable;
import io.tapline.cli.JobCounts;
import io.tapline.cli.ReadingAccount;
import io.tapline.cli.TextTable;
import io.tapline.local.plant.Detection;
import io.tapline.local.plant.DetectionReport;
import io.tapline.local.plant.Fault;
import io.tapline.local.plant.Plant;
import io.tapline.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What came of the demo, in numbers. */
final class DemoReport {

  private final Pipeline pipeline;
  private final Plant plant;
  private final CatchUp catchUp;
  private final JobCounts counts;
  private final List<ChannelAccount> channels;
  private final ReadingAccount account;
  private final long published;
  private final ResultWatcher results;
  private final Map<String, Long> rejectedTopic;
  private final DetectionReport detections;

  DemoReport(
      Pipeline pipeline,
      Plant plant,
      CatchUp catchUp,
      JobCounts counts,
      List<ChannelAccount> channels,
      long published,
      ResultWatcher results,
      Map<String, Long> rejectedTopic,
      DetectionReport detections) {
    this.pipeline = pipeline;
    this.plant = plant;
    this.catchUp = catchUp;
    this.counts = counts;
    this.channels = channels;
    this.account = ReadingAccount.of(counts);
    this.published = published;
    this.results = results;
    this.rejectedTopic = rejectedTopic;
    this.detections = detections;
  }

  /** Whether every reading is accounted for, by the job and by its topics. */
  boolean good() {
    return account.balances() && account.read() == published && topicAgrees();
  }

  void print(PrintWriter out, Duration checkpointInterval) {
    out.println();
    out.printf(
        "Readings  %,d of %d devices × 15 channels%n", account.read(), plant.devices().size());
    out.printf("Frames    %,d%n", counts.get("align.frames"));
    out.printf("Results   %,d, read back from the topic%n", results.results());
    out.println();
    out.println("Where every reading is, by the job's checkpointed counts:");
    out.println("  " + account.line());
    out.println("  " + account.verdict());
    out.println(
        "  The rejected topic holds, by reason: "
            + rejectedTopic
            + (topicAgrees() ? ", as counted." : ": NOT AS COUNTED, please report this."));
    out.println();
    channels(out);
    out.println();
    speed(out, checkpointInterval);
    out.println();
    faults(out);
    out.flush();
  }

  private void channels(PrintWriter out) {
    out.println(ChannelStatusTable.TITLE);
    double seconds = (plant.endMicros() - Plant.START_MICROS) / 1e6;
    out.print(ChannelStatusTable.render(channels, seconds * plant.devices().size()));
  }

  private void speed(PrintWriter out, Duration checkpointInterval) {
    out.printf(
        "Catching up   %,d readings/s through producer, broker and job on this machine (%.1f s)%n",
        catchUp.readingsPerSecond(), catchUp.seconds());
    out.printf("Network       %,d ns per frame of 15 channels%n", networkNanosPerFrame());
    Histogram latency = results.latency();
    if (latency.getTotalCount() == 0) {
      out.println("Live latency  not measured: it takes --live 5 or more");
      return;
    }
    out.printf(
        "Live latency  p50 %,d ms, p99 %,d ms from a reading's append to its result's append%n",
        latency.getValueAtPercentile(50), latency.getValueAtPercentile(99));
    out.printf(
        "              (most of it is the configured wait for stragglers: disorder %,d ms)%n",
        pipeline.config().time().disorder().toMillis());
    out.printf(
        "Commit adds   p50 %,d ms, p99 %,d ms until the result is visible, at a checkpoint every "
            + "%,d ms%n",
        results.commit().getValueAtPercentile(50),
        results.commit().getValueAtPercentile(99),
        checkpointInterval.toMillis());
  }

  /**
   * Of the frames since the job has caught up, for a JVM compiles what it runs first; else of all.
   */
  private long networkNanosPerFrame() {
    long frames = since("convolve.network-frames");
    return frames > 0
        ? since("convolve.network-nanos") / frames
        : counts.get("convolve.network-nanos") / Math.max(1, counts.get("convolve.network-frames"));
  }

  private long since(String count) {
    return counts.get(count) - catchUp.counts().get(count);
  }

  private void faults(PrintWriter out) {
    List<Fault> faults = plant.faults();
    out.print(
        TextTable.render(
            faults,
            List.of(
                TextTable.text("Device").with(Fault::device),
                TextTable.text("Fault").with(fault -> fault.kind().label()),
                TextTable.text("From").with(fault -> seconds(fault.startMicros())),
                TextTable.text("To").with(fault -> seconds(fault.endMicros())),
                TextTable.text("")
                    .with(f -> detections.found().contains(f) ? "found" : "MISSED"))));
    out.printf(
        "Faults found  %d of %d injected; false alarms: %d%n",
        detections.found().size(), faults.size(), detections.falseAlarms().size());
    for (Detection alarm : detections.falseAlarms()) {
      out.printf(
          "              false alarm: %s, %s, %s to %s%n",
          alarm.device(),
          alarm.kind().label(),
          seconds(alarm.startMicros()),
          seconds(alarm.endMicros()));
    }
  }

  /** The job counts one reading for a record that cannot be read; so does the tally. */
  private boolean topicAgrees() {
    return account.rejected().entrySet().stream()
        .allMatch(
            reason ->
                rejectedTopic.getOrDefault(reason.getKey(), 0L).longValue() == reason.getValue());
  }

  private static String seconds(long micros) {
    return String.format("%.1f s", (micros - Plant.START_MICROS) / 1e6);
  }
}
