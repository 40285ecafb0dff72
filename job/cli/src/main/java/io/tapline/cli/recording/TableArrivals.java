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
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The readings of tables in the order of arrival, each row as the message that its device would
 * have sent; equal arrivals stay in the order of files and rows.
 *
 * <p>Where a column says when rows came in, that is the message's timestamp. Where rows came in as
 * they stand, they come so, at the furthest time of their file so far, and the message has no
 * timestamp: nothing is judged to be future, as after one leap of a clock all that follows would
 * seem to be of that time. Where nobody knows how rows came in, each did at its own time.
 */
final class TableArrivals implements Iterator<Arrival> {

  private static final long NO_TIMESTAMP = -1;

  private final ReadingTable table;
  private final int[] order;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final Readings readings = new Readings();
  private int next;

  TableArrivals(ReadingTable table) {
    this.table = table;
    this.order = table.inOrderOfArrival();
  }

  @Override
  public boolean hasNext() {
    return next < order.length;
  }

  @Override
  public Arrival next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all readings have been given: readings=" + table.size());
    }
    int from = order[next];
    int to = from + 1;
    next++;
    while (next < order.length && order[next] == to && isOneRow(from, to)) {
      to++;
      next++;
    }
    long arrivedMillis = Math.floorDiv(table.arrivedMicros(from), 1_000L);
    return new Arrival(
        message(from, to, table.isTimed(from) ? arrivedMillis : NO_TIMESTAMP),
        arrivedMillis,
        table.file(from),
        table.position(from));
  }

  /** A row's readings stand together, and are of one device, time and arrival. */
  private boolean isOneRow(int reading, int other) {
    return table.position(reading) == table.position(other)
        && table.file(reading) == table.file(other);
  }

  private RecordedMessage message(int from, int to, long timestampMillis) {
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
        timestampMillis,
        ByteBuffer.wrap(device.getBytes(StandardCharsets.UTF_8)),
        ByteBuffer.wrap(value));
  }
}
