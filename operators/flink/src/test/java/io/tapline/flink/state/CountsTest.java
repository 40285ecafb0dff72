/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.Golden;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Counts are state: totals outlast restarts and changes of parallelism. */
class CountsTest {

  private static final int MAX_PARALLELISM = 8;

  @Test
  void shouldKeepTheLinesThatSavepointsKnowByTheirNumber() {
    assertThat(Account.values())
        .containsExactly(
            Account.READ,
            Account.FRAMED,
            Account.UNDECODABLE,
            Account.UNKNOWN_CHANNEL,
            Account.INVALID,
            Account.FUTURE,
            Account.LATE,
            Account.DUPLICATE,
            Account.BUFFERED,
            Account.FRAMES,
            Account.RESULTS,
            Account.UNKNOWN_DEVICE,
            Account.CARRIED,
            Account.TOO_MANY_DEVICES);
  }

  @Test
  void shouldReadAndWriteTheElementsOfVersion1() throws Exception {
    DataInputDeserializer golden = new DataInputDeserializer(Golden.bytes("counts"));
    List<Long> elements = new ArrayList<>();
    while (golden.available() > 0) {
      elements.add(LongSerializer.INSTANCE.deserialize(golden));
    }
    CountingFunction written = new CountingFunction();
    written.overwrite = elements;
    CountingFunction read = new CountingFunction();
    restore(snapshot(written), read);

    assertThat(read.counts.get(Account.FRAMED)).isEqualTo(5);
    assertThat(read.counts.get(Account.LATE)).isEqualTo(2);
    assertThat(read.counts.get(Account.BUFFERED)).isEqualTo(-3);
    assertThat(read.counts.get(Account.READ)).isZero();

    CountingFunction same = new CountingFunction();
    same.add(Account.BUFFERED, -3).add(Account.LATE, 2).add(Account.FRAMED, 5);
    CountingFunction probe = new CountingFunction();
    restore(snapshot(same), probe);
    assertThat(probe.restored).containsExactlyElementsOf(elements);
  }

  @Test
  void shouldKeepTotalsWhateverTheParallelism() throws Exception {
    CountingFunction first = new CountingFunction();
    first.add(Account.READ, 100).add(Account.FRAMED, 1L << 40).add(Account.BUFFERED, 12);
    CountingFunction second = new CountingFunction();
    second.add(Account.READ, 11).add(Account.LATE, 4).add(Account.BUFFERED, -9);
    OperatorSubtaskState both =
        AbstractStreamOperatorTestHarness.repackageState(snapshot(first), snapshot(second));

    for (int parallelism : new int[] {1, 2, 3, 5}) {
      Map<Account, Long> totals = new EnumMap<>(Account.class);
      for (int subtask = 0; subtask < parallelism; subtask++) {
        CountingFunction function = new CountingFunction();
        restore(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                both, MAX_PARALLELISM, 2, parallelism, subtask),
            function);
        for (Account line : Account.values()) {
          totals.merge(line, function.counts.get(line), Long::sum);
        }
      }
      assertThat(totals).containsEntry(Account.READ, 111L);
      assertThat(totals).containsEntry(Account.FRAMED, 1L << 40);
      assertThat(totals).containsEntry(Account.LATE, 4L);
      assertThat(totals).containsEntry(Account.BUFFERED, 3L);
    }
  }

  @Test
  void shouldCountOnFromWhatWasRestored() throws Exception {
    CountingFunction first = new CountingFunction();
    first.add(Account.BUFFERED, -1);
    CountingFunction second = new CountingFunction();
    var harness = harness(second);
    harness.initializeState(snapshot(first));
    second.counts.add(Account.BUFFERED, 3);
    CountingFunction third = new CountingFunction();
    restore(harness.snapshot(2, 2), third);
    harness.close();
    assertThat(third.counts.get(Account.BUFFERED)).isEqualTo(2);
  }

  private static OperatorSubtaskState snapshot(CountingFunction function) throws Exception {
    var harness = harness(function);
    harness.open();
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    return state;
  }

  private static void restore(OperatorSubtaskState state, CountingFunction into) throws Exception {
    var harness = harness(into);
    harness.initializeState(state);
    harness.close();
  }

  private static OneInputStreamOperatorTestHarness<Long, Long> harness(CountingFunction function)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(function), MAX_PARALLELISM, 1, 0);
  }
}
