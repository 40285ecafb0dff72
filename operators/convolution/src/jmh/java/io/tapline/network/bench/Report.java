/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The results as tables. */
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
    out.printf(
        "Flags    %s; tapline-scalar and ONNX Runtime without the module%n",
        String.join(" ", machine.flags()));
    out.printf(
        Locale.ROOT,
        "Peak     %.1f GFLOP/s of one core: multiply-adds in registers of %d bits; median of start,"
            + " middle and end%n%n",
        results.peakGflops(),
        machine.vectorBits());
    speed();
    warnings();
    if (!results.devices().isEmpty()) {
      out.println();
      out.println("Devices that take turns, in a random order (tapline-vector)");
      devices();
    }
    if (!results.start().isEmpty()) {
      out.println();
      out.println("From the start of a JVM");
      start();
    }
    results.notes().forEach(note -> out.println("Note: " + note));
    out.flush();
  }

  private void speed() {
    table(
        results.rows(),
        List.of(
            text("net", row -> row.net().name()),
            number("frames/call", row -> String.valueOf(row.frames())),
            text("implementation", row -> row.implementation().label()),
            number("ns/frame", row -> format("%,.0f", row.nsPerFrame())),
            number("GFLOP/s", row -> format("%.1f", row.gflops())),
            number("of peak", row -> format("%.1f %%", 100 * row.shareOfPeak())),
            number("× ort-window", row -> times(row, row.net().hop(), Implementation.ORT_WINDOW)),
            number("× ort-chunk64", this::timesChunk)));
  }

  private String timesChunk(Row row) {
    return row.frames() == KernelBenchmark.CHUNK
        ? times(row, KernelBenchmark.CHUNK, Implementation.ORT_CHUNK64)
        : "";
  }

  /** How many times as fast a row is as another of its network. */
  private String times(Row row, int frames, Implementation implementation) {
    Optional<Row> other = results.row(row.net(), frames, implementation);
    return other.map(slow -> format("%,.1f", slow.nsPerFrame() / row.nsPerFrame())).orElse("");
  }

  private void warnings() {
    for (String cliff : Cliffs.in(results)) {
      out.println("WARNING: off a cliff: " + cliff);
    }
  }

  private void devices() {
    table(
        results.devices(),
        List.of(
            text("net", row -> row.net().name()),
            number("frames/call", row -> String.valueOf(row.frames())),
            number("devices", row -> format("%,d", row.devices())),
            number("ns/frame", row -> format("%,.0f", row.nsPerFrame())),
            number("× fewest devices", row -> format("%.2f", row.timesFewest()))));
  }

  private void start() {
    table(
        results.start(),
        List.of(
            text("net", row -> row.net().name()),
            number("frames/call", row -> String.valueOf(row.frames())),
            text("implementation", row -> row.implementation().label()),
            number("first call", row -> format("%.1f ms", row.firstCallMillis())),
            number("within 2 × steady", row -> format("after %.2f s", row.secondsToSpeed())),
            number("steady ns/frame", row -> format("%,.0f", row.steadyNsPerFrame()))));
  }

  private <T> void table(Collection<T> rows, List<ColumnData<T>> columns) {
    out.println(AsciiTable.builder().border(AsciiTable.NO_BORDERS).data(rows, columns).asString());
  }

  private static <T> ColumnData<T> text(String name, Function<T, String> value) {
    return column(name, HorizontalAlign.LEFT).with(value);
  }

  private static <T> ColumnData<T> number(String name, Function<T, String> value) {
    return column(name, HorizontalAlign.RIGHT).with(value);
  }

  private static Column column(String name, HorizontalAlign align) {
    return new Column().header(name).headerAlign(align).dataAlign(align);
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
