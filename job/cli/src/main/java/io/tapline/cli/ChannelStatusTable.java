/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import com.github.freva.asciitable.ColumnData;
import io.tapline.flink.state.ChannelLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How every channel fares, one a line.
 *
 * <p>The rate is that of event time, readings a second of a device: the same at any speed of a
 * replay, where readings a second of wall-clock time would tell of the machine.
 */
public final class ChannelStatusTable {

  /** What stands above the table. */
  public static final String TITLE =
      "How the channels fare, over all devices; readings/s of one device, by event time:";

  private static final int NAME_WIDTH = 30;

  /** What a sound stream has none of: a column is there only where a channel has. */
  private static final List<ChannelLine> STRANGE =
      List.of(ChannelLine.INVALID, ChannelLine.FUTURE, ChannelLine.CARRIED);

  private ChannelStatusTable() {}

  /**
   * The lines of the table, each with its end.
   *
   * @param deviceSeconds the event time in which the readings were taken: the sum over all devices;
   *     where it is 0, no rate is told
   */
  public static String render(List<ChannelAccount> channels, double deviceSeconds) {
    List<ColumnData<ChannelAccount>> columns = new ArrayList<>();
    columns.add(TextTable.text("Channel", NAME_WIDTH).with(ChannelAccount::channel));
    columns.add(TextTable.number("Readings/s").with(channel -> rate(channel, deviceSeconds)));
    columns.add(TextTable.text("Last seen").with(ChannelStatusTable::lastSeen));
    columns.add(TextTable.number("Observed").with(ChannelStatusTable::observedShare));
    columns.add(count("Filled", ChannelLine.FILLED));
    columns.add(count("Missing", ChannelLine.MISSING));
    columns.add(count("Late", ChannelLine.LATE));
    columns.add(count("Duplicate", ChannelLine.DUPLICATE));
    for (ChannelLine line : STRANGE) {
      if (channels.stream().anyMatch(channel -> channel.get(line) > 0)) {
        columns.add(count(line.name().charAt(0) + line.label().substring(1), line));
      }
    }
    return TextTable.render(channels, columns);
  }

  private static ColumnData<ChannelAccount> count(String header, ChannelLine line) {
    return TextTable.number(header).with(channel -> "%,d".formatted(channel.get(line)));
  }

  private static String rate(ChannelAccount channel, double deviceSeconds) {
    return deviceSeconds == 0
        ? ""
        : "%.1f".formatted(channel.get(ChannelLine.READ) / deviceSeconds);
  }

  private static String lastSeen(ChannelAccount channel) {
    return channel.lastSeenMillis() == ChannelAccount.NEVER
        ? "never"
        : Instant.ofEpochMilli(channel.lastSeenMillis()).toString();
  }

  private static String observedShare(ChannelAccount channel) {
    return channel.ticks() == 0
        ? ""
        : "%.1f %%".formatted(100.0 * channel.get(ChannelLine.OBSERVED) / channel.ticks());
  }
}
