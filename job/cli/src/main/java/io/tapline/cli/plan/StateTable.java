/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.cli.TextTable;
import java.util.List;

/** What the job keeps: of one device, and of many. */
final class StateTable {

  private record Row(String what, long bytes) {}

  private StateTable() {}

  static String render(DeviceState state) {
    return TextTable.render(
            List.of(
                new Row("the network's rings", state.ringBytes()),
                new Row("clocks and held values", state.clockBytes()),
                new Row("readings that wait (estimate)", state.waitingBytes()),
                new Row("together", state.together()),
                new Row("together, while a channel has stopped", state.atMost())),
            List.of(
                TextTable.text("").with(Row::what),
                TextTable.number("a device").with(row -> Quantities.bytes(row.bytes())),
                TextTable.number("1 000 devices")
                    .with(row -> Quantities.bytes(1_000 * row.bytes())),
                TextTable.number("100 000 devices")
                    .with(row -> Quantities.bytes(100_000 * row.bytes()))))
        + """
         Bytes in a checkpoint, without the device's name. The first two are exact; a reading that waits takes 16 bytes,
         and the estimate is for one reading a channel and tick: a channel that sends ten takes ten times as much.
        """;
  }
}
