/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The readings of tables in the order of their time, each row as the message that its device would
 * have sent at that time.
 *
 * <p>Rows know no order of arrival. Files are in the order of time as a rule, so that merging their
 * runs costs next to nothing; equal times stay in the order of files and rows.
 */
final class TableArrivals implements Iterator<Arrival> {

  /** A run, and how far it has been read. */
  private static final class Cursor {

    private final int run;
    private final int end;
    private int next;

    Cursor(ReadingTable table, int run) {
      this.run = run;
      this.end = table.endOf(run);
      this.next = table.runs().get(run).start();
    }
  }

  private final ReadingTable table;
  private final PriorityQueue<Cursor> cursors;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final Readings readings = new Readings();

  TableArrivals(ReadingTable table) {
    this.table = table;
    Comparator<Cursor> byTime = Comparator.comparingLong(cursor -> table.micros(cursor.next));
    cursors = new PriorityQueue<>(byTime.thenComparingInt(cursor -> cursor.run));
    for (int run = 0; run < table.runs().size(); run++) {
      cursors.add(new Cursor(table, run));
    }
  }

  @Override
  public boolean hasNext() {
    return !cursors.isEmpty();
  }

  @Override
  public Arrival next() {
    Cursor cursor = cursors.poll();
    if (cursor == null) {
      throw new NoSuchElementException("all readings have been given: readings=" + table.size());
    }
    int first = cursor.next;
    cursor.next = endOfRow(first, cursor.end);
    Arrival arrival =
        new Arrival(
            message(first, cursor.next),
            table.runs().get(cursor.run).file(),
            table.position(first));
    if (cursor.next < cursor.end) {
      cursors.add(cursor);
    }
    return arrival;
  }

  /** A row's readings stand together, and are of one device and time. */
  private int endOfRow(int first, int end) {
    int next = first + 1;
    while (next < end && table.position(next) == table.position(first)) {
      next++;
    }
    return next;
  }

  private RecordedMessage message(int from, int to) {
    String device = table.series(from).device();
    long micros = table.micros(from);
    readings.begin(device);
    for (int reading = from; reading < to; reading++) {
      readings.beginChannel(table.series(reading).channel());
      readings.add(table.micros(reading), table.value(reading));
    }
    byte[] value =
        to - from == 1
            ? encoder.encode(device, table.series(from).channel(), micros, table.value(from))
            : encoder.encode(readings);
    return new RecordedMessage(
        Math.floorDiv(micros, 1_000L),
        ByteBuffer.wrap(device.getBytes(StandardCharsets.UTF_8)),
        ByteBuffer.wrap(value));
  }
}
