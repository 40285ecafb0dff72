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
 * The readings of tables in the order of their time, each row as the message that its device would
 * have sent at that time. Rows know no order of arrival: equal times stay in the order of files and
 * rows.
 */
final class TableArrivals implements Iterator<Arrival> {

  private final ReadingTable table;
  private final int[] order;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final Readings readings = new Readings();
  private int next;

  TableArrivals(ReadingTable table) {
    this.table = table;
    this.order = table.inOrderOfTime();
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
    return new Arrival(message(from, to), table.file(from), table.position(from));
  }

  /** A row's readings stand together, and are of one device and time. */
  private boolean isOneRow(int reading, int other) {
    return table.position(reading) == table.position(other)
        && table.file(reading) == table.file(other);
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
