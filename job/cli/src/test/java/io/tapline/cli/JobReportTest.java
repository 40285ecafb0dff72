/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a job's metrics say, ten seconds apart. */
class JobReportTest {

  private final List<String> lines = new ArrayList<>();
  private FlinkRest rest;
  private JobReport report;
  private long nanos;

  @BeforeEach
  void start() throws Exception {
    rest = new FlinkRest();
    report =
        new JobReport(
            rest.address(), FlinkRest.JOB, List.of("acc.x", "gyro"), lines::add, () -> nanos);
  }

  @AfterEach
  void stop() {
    rest.close();
  }

  @Test
  void shouldSayWhenReadingsBecomeLateAndHowToLetThemIn() throws Exception {
    late(0, 0);
    afterTenSeconds(0);
    rest.with("align.tapline.lateness-ms_p99", 0, 850);
    rest.with("align.tapline.channel.acc_x.late", 20, 30)
        .with("align.tapline.channel.gyro.late", 3);
    late(1_000, 53);

    assertThat(afterTenSeconds(1))
        .containsExactly(
            "readings come too late and are rejected: raise time.disorder where a channel's own"
                + " readings are out of order, the channel's wait where it comes behind other"
                + " channels, or time.idle-flush where its device pauses: late="
                + "%.1f %% of %,d readings in 10 s, channels=acc.x 50, gyro 3, lateness=99 %% within"
                    .formatted(5.3, 1_000)
                + " 850 ms");
  }

  @Test
  void shouldSayMoreOnlyWhereTheShareHasDoubledAndWhenItIsOver() throws Exception {
    late(0, 0);
    afterTenSeconds(0);
    late(1_000, 20);
    afterTenSeconds(1);
    late(2_000, 50);
    afterTenSeconds(0);
    late(3_000, 91);
    assertThat(afterTenSeconds(1)).asString().contains("late=%.1f %%".formatted(4.1));
    late(4_000, 97);
    afterTenSeconds(0);
    late(5_000, 101);
    assertThat(afterTenSeconds(1))
        .containsExactly("readings are in time again: late=%.1f %%".formatted(0.4));
  }

  @Test
  void shouldNotCareForAFewStragglers() throws Exception {
    late(0, 0);
    afterTenSeconds(0);
    late(100_000, 999);
    afterTenSeconds(0);
    late(100_020, 1_008);
    afterTenSeconds(0);
  }

  /** The counts of a savepoint are not those of the last ten seconds. */
  @Test
  void shouldCompareWithNothingBeforeTheStartNorAcrossARestart() throws Exception {
    afterTenSeconds(0);
    late(1_000_000, 500_000);
    afterTenSeconds(0);
    late(900_000, 400_000);
    afterTenSeconds(0);
    late(900_000, 400_000);
    afterTenSeconds(0);
  }

  @Test
  void shouldSayWhenRecordsWaitForASchemaAndWhenNoneDoesAnyMore() throws Exception {
    late(1, 0);
    rest.with("decode.tapline.waiting-for-schema", 1, 1);
    afterTenSeconds(0);
    assertThat(afterTenSeconds(1))
        .containsExactly(
            "records wait for their schema, and what is behind them in their partitions too: see"
                + " whether the registry at input.schema-registry is up and has the schema:"
                + " waiting-for-schema=2");
    afterTenSeconds(0);
    rest.with("decode.tapline.waiting-for-schema", 0, 0);
    assertThat(afterTenSeconds(1)).containsExactly("no record waits for its schema any more");
    rest.with("decode.tapline.waiting-for-schema", 1);
    afterTenSeconds(0);
    rest.with("decode.tapline.waiting-for-schema", 0);
    afterTenSeconds(0);
  }

  @Test
  void shouldCallACommitThatFailedALoss() throws Exception {
    late(1, 0);
    rest.with("result-sink: Committer.failed-commits", 0, 0);
    afterTenSeconds(0);
    rest.with("result-sink: Committer.failed-commits", 1, 0);
    assertThat(afterTenSeconds(1))
        .singleElement()
        .asString()
        .startsWith("results were lost")
        .contains("delivery.transaction-timeout")
        .endsWith("failed-commits=1");
    afterTenSeconds(0);
    rest.with("result-sink: Committer.failed-commits", 1, 2);
    assertThat(afterTenSeconds(1)).asString().contains("failed-commits=3");
  }

  private void late(long read, long late) {
    rest.with("decode.tapline.read", read).with("align.tapline.late", late);
  }

  private List<String> afterTenSeconds(int expected) throws Exception {
    lines.clear();
    nanos += TimeUnit.SECONDS.toNanos(10);
    report.look();
    assertThat(lines).hasSize(expected);
    return List.copyOf(lines);
  }
}
