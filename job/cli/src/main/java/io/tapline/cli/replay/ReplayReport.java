/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.AccountReport;
import io.tapline.cli.LastMetrics;
import io.tapline.cli.frames.FrameFile;
import io.tapline.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What a replay into files came to: what the files hold, and what the job counted. */
final class ReplayReport {

  private final Pipeline pipeline;
  private final AccountReport account;

  /**
   * @param metrics of the job, which has ended
   */
  ReplayReport(Pipeline pipeline, LastMetrics metrics) {
    this.pipeline = pipeline;
    account = new AccountReport(pipeline, metrics);
  }

  /** Whether every reading is accounted for. */
  boolean good() {
    return account.balances();
  }

  /**
   * Tells it.
   *
   * @param folder of the results and the rejected readings; null where they were not wanted
   * @param frames the file of the frames; null where they were not wanted
   */
  void print(long messages, Path folder, Path frames, PrintWriter out) throws IOException {
    out.printf("Replayed %,d messages.%n", messages);
    if (frames != null) {
      out.printf("Frames    %,d in %s%n", FrameFile.count(frames), frames);
    }
    if (folder != null) {
      results(folder, out);
    }
    out.println();
    account.print(out);
  }

  private void results(Path folder, PrintWriter out) throws IOException {
    for (String output : pipeline.model().outputNames()) {
      Path results = folder.resolve(output + ".csv");
      out.printf("Results   %,d in %s%n", rows(results), results);
    }
    Path rejected = folder.resolve("rejected.csv");
    Map<String, Long> reasons = rejectedByReason(rejected);
    out.printf(
        "Rejected  %,d in %s%s%n",
        reasons.values().stream().mapToLong(Long::longValue).sum(),
        rejected,
        reasons.isEmpty() ? "" : ": " + reasons);
  }

  private static long rows(Path csv) throws IOException {
    try (Stream<String> lines = Files.lines(csv)) {
      return lines.skip(1).count();
    }
  }

  private static Map<String, Long> rejectedByReason(Path csv) throws IOException {
    Map<String, Long> reasons = new TreeMap<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(csv, StandardCharsets.UTF_8, format)) {
      for (CSVRecord row : rows) {
        reasons.merge(row.get("reason"), 1L, Long::sum);
      }
    }
    return reasons;
  }
}
