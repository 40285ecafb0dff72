/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The results as a table. */
final class Report {

  private final Results results;
  private final PrintStream out;

  Report(Results results, PrintStream out) {
    this.results = results;
    this.out = out;
  }

  void print() {
    Machine machine = results.machine();
    out.printf("Machine  %s, %d cores%n", machine.cpu(), machine.cores());
    out.printf("JDK      %s on %s%n", machine.jdk(), machine.os());
    out.printf("Flags    %s%n", String.join(" ", machine.flags()));
    out.printf(
        "Stream   a tick each %d ms with a reading of each channel; state on the heap; a"
            + " watermark after every %d records%n",
        BenchAlignment.PERIOD_MILLIS, ReadingStream.WATERMARK_RECORDS);
    out.printf(
        "Records  of about 64 readings of a device (block), of one tick of its channels (tick), or"
            + " of one reading%n         (reading); the next record is another device's; disordered:"
            + " late by up to %d of its records%n%n",
        Arrivals.DISORDER_TURNS);
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.NO_BORDERS)
            .data(results.allRows(), columns())
            .asString());
    results.notes().forEach(note -> out.println("Note: " + note));
    out.flush();
  }

  private List<ColumnData<Row>> columns() {
    return List.of(
        number("channels", row -> String.valueOf(row.channels())),
        text("record", row -> row.shape().label()),
        text("order", row -> row.order().label()),
        number("devices", row -> format("%,d", row.devices())),
        text("implementation", row -> row.implementation().label()),
        number("readings/s", row -> format("%,.0f", row.readingsPerSecond())),
        number("ns/reading", row -> format("%,.1f", row.nanosPerReading())),
        number("× flink-windows", this::timesWindows),
        number("cost × fewest devices", this::timesFewest));
  }

  /** How many times as fast as Flink's windows on the same readings. */
  private String timesWindows(Row row) {
    return row.implementation() == Implementation.TAPLINE
        ? results
            .row(row.subject().with(Implementation.FLINK_WINDOWS))
            .map(windows -> format("%.2f", row.readingsPerSecond() / windows.readingsPerSecond()))
            .orElse("")
        : "";
  }

  /** What a reading costs over what it costs with the fewest devices. */
  private String timesFewest(Row row) {
    return results.allRows().stream()
        .filter(other -> other.subject().with(row.devices()).equals(row.subject()))
        .min(Comparator.comparingInt(Row::devices))
        .map(fewest -> format("%.2f", row.nanosPerReading() / fewest.nanosPerReading()))
        .orElse("");
  }

  private static ColumnData<Row> text(String name, Function<Row, String> value) {
    return column(name, HorizontalAlign.LEFT).with(value);
  }

  private static ColumnData<Row> number(String name, Function<Row, String> value) {
    return column(name, HorizontalAlign.RIGHT).with(value);
  }

  private static Column column(String name, HorizontalAlign align) {
    return new Column().header(name).headerAlign(align).dataAlign(align);
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
