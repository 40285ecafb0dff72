/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import java.util.Locale;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * An operator's counts since the job began: they are state, so a restart neither loses a count nor
 * counts twice, and they are metrics.
 *
 * <p>One list element a count; after a change of parallelism the elements of all subtasks are dealt
 * out again, so each carries its line in its upper byte.
 */
@SuppressWarnings("EnumOrdinal") // The number of a line is what savepoints know it by.
public final class Counts {

  private static final int LINE_BITS = 8;
  private static final int LINE_SHIFT = Long.SIZE - LINE_BITS;
  private static final long AMOUNT = (1L << LINE_SHIFT) - 1;

  private final long[] amounts = new long[Account.values().length];
  private ListState<Long> saved;

  public void add(Account line, long amount) {
    amounts[line.ordinal()] += amount;
  }

  public long get(Account line) {
    return amounts[line.ordinal()];
  }

  /** Takes up what a checkpoint says. */
  public void restore(FunctionInitializationContext context) throws Exception {
    saved =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("counts", LongSerializer.INSTANCE));
    for (long element : saved.get()) {
      amounts[(int) (element >>> LINE_SHIFT)] += element << LINE_BITS >> LINE_BITS;
    }
  }

  public void snapshot() throws Exception {
    saved.clear();
    for (int line = 0; line < amounts.length; line++) {
      if (amounts[line] != 0) {
        saved.add(((long) line << LINE_SHIFT) | (amounts[line] & AMOUNT));
      }
    }
  }

  /** Exports the named lines as gauges, each under its name in lower case. */
  public void export(MetricGroup group, Account... lines) {
    MetricGroup tapline = group.addGroup("tapline");
    for (Account line : lines) {
      String name = line.name().toLowerCase(Locale.ROOT).replace('_', '-');
      tapline.gauge(name, (Gauge<Long>) () -> get(line));
    }
  }
}
