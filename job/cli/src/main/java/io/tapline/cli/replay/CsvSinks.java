/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.CsvText;
import io.tapline.flink.OperatorUids;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.Result;
import io.tapline.flink.element.SourceRecord;
import io.tapline.pipeline.config.RecordingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A file for each output, and one for what was rejected: a reading a row. Texts are guarded against
 * spreadsheets; base64 needs no guard, since it has no formula's characters but + and =.
 */
final class CsvSinks {

  private static final String[] REJECTED = {
    "reason",
    "device",
    "channel",
    "timestamp_us",
    "value",
    "late_us",
    "source",
    "offset",
    "detail",
    "record_base64"
  };

  private final Path folder;
  private final Map<String, Integer> widths;

  /**
   * @param widths how many values a result has, for each output
   */
  CsvSinks(Path folder, Map<String, Integer> widths) {
    this.folder = folder;
    this.widths = widths;
  }

  void results(String output, DataStream<Result> results) {
    String[] header = new String[2 + widths.get(output)];
    header[0] = "device";
    header[1] = "timestamp_us";
    for (int i = 0; i + 2 < header.length; i++) {
      header[2 + i] = output + "_" + i;
    }
    results
        .sinkTo(new CsvSink<>(folder.resolve(output + ".csv"), header, CsvSinks::writeResult))
        .setParallelism(1)
        .uid(OperatorUids.resultSink(output));
  }

  void rejected(DataStream<RejectedReadings> rejected) {
    rejected
        .sinkTo(new CsvSink<>(folder.resolve("rejected.csv"), REJECTED, CsvSinks::writeRejected))
        .setParallelism(1)
        .uid(OperatorUids.REJECTED_SINK);
  }

  private static void writeResult(Result result, CSVPrinter out) throws IOException {
    out.print(CsvText.guarded(result.device()));
    out.print(result.timestampMicros());
    for (float value : result.values()) {
      out.print(value);
    }
    out.println();
  }

  private static void writeRejected(RejectedReadings rejected, CSVPrinter out) throws IOException {
    SourceRecord source = rejected.source();
    String reason = rejected.reason().label();
    String record = originalBytes(source);
    if (rejected.channels().length == 0) {
      out.printRecord(
          reason,
          null,
          null,
          null,
          null,
          null,
          CsvText.guarded(source.topic()),
          source.offset(),
          CsvText.guarded(rejected.detail()),
          record);
    }
    for (int i = 0; i < rejected.channels().length; i++) {
      out.printRecord(
          reason,
          CsvText.guarded(rejected.device()),
          CsvText.guarded(rejected.channels()[i]),
          rejected.micros()[i],
          rejected.values()[i],
          rejected.lateMicros()[i],
          CsvText.guarded(source.topic()),
          source.offset(),
          CsvText.guarded(rejected.detail()),
          i == 0 ? record : null);
    }
  }

  /**
   * A message's bytes as they came, once for all its readings: a batch of a thousand late ones
   * would have them a thousand times. Null for a row of a table, whose message is this program's
   * own.
   */
  private static String originalBytes(SourceRecord source) {
    return RecordingConfig.holdsMessages(Path.of(source.topic()))
        ? Base64.getEncoder().encodeToString(source.value())
        : null;
  }
}
