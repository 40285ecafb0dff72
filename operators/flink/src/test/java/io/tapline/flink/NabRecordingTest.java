/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.recordings.RecordedRow;
import io.tapline.flink.recordings.Recordings;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Temperatures in local time. That of a machine, one each 5 min, steps back by 55 min once: twelve
 * stamps come again. The ambient one, hourly, has gaps of up to seven days.
 */
class NabRecordingTest {

  private static final long MINUTE = 60_000_000;
  private static final String MACHINE = "machine_temperature_system_failure";
  private static final String AMBIENT = "ambient_temperature_system_failure";

  /**
   * What waits is a duplicate when it comes again, what has been framed is late. The last reading
   * before the step always waits, unless each record's own time says that the device was silent.
   */
  @ParameterizedTest(name = "disorder={0} min, idle-flush={1} min, of equal times {2}")
  @CsvSource({
    "0, 60, FIRST_WINS, 11",
    "7, 60, FIRST_WINS, 9",
    "30, 60, LAST_WINS, 5",
    "60, 60, FIRST_WINS, 0",
    "60, 60, LAST_WINS, 0",
    "60, 60, MEAN, 0",
    // A silence of less than two ticks releases nothing.
    "60, 5, FIRST_WINS, 0",
    "60, 10, FIRST_WINS, 0",
  })
  void shouldRejectWhatStepsBackAsLateOrDuplicate(
      int disorder, int idleFlush, Duplicates which, int late) throws Exception {
    List<RecordedRow> rows = rows(MACHINE);
    AlignedRecording recording =
        aligned(rows, which, 5 * MINUTE, disorder * MINUTE, idleFlush * MINUTE);

    int duplicates = which == Duplicates.MEAN ? 0 : 12 - late;
    assertThat(recording.account.get(Account.LATE)).isEqualTo(late);
    assertThat(recording.account.get(Account.DUPLICATE)).isEqualTo(duplicates);
    assertThat(recording.account.get(Account.FRAMED)).isEqualTo(rows.size() - late - duplicates);
    // By itself the recording is without a gap.
    assertThat(recording.frames).hasSize(rows.size() - 12);
  }

  @Test
  void shouldTellHowLateEachReadingOfTheStepIs() throws Exception {
    AlignedRecording recording =
        aligned(rows(MACHINE), Duplicates.FIRST_WINS, 5 * MINUTE, 0, 60 * MINUTE);

    List<Long> late = new ArrayList<>();
    for (int i = 11; i >= 1; i--) {
      late.add(i * 5 * MINUTE);
    }
    late.add(0L);
    assertThat(recording.rejected).extracting(one -> one.lateMicros()).isEqualTo(late);
    assertThat(recording.rejected.get(11).reason()).isEqualTo("duplicate");
  }

  @Test
  void shouldStartASegmentAfterEveryLongGap() throws Exception {
    List<RecordedRow> rows = rows(AMBIENT);
    AlignedRecording recording =
        aligned(rows, Duplicates.FIRST_WINS, 60 * MINUTE, 60 * MINUTE, 600 * MINUTE);

    int segments = 1;
    for (int i = 1; i < rows.size(); i++) {
      segments += rows.get(i).micros() - rows.get(i - 1).micros() > 4 * 60 * MINUTE ? 1 : 0;
    }
    assertThat(segments).isGreaterThan(1);
    assertThat(recording.rejected).isEmpty();
    assertThat(recording.frames.stream().filter(PlainFrame::segmentStart)).hasSize(segments);
  }

  /** A gap of three ticks is filled, and no longer one. */
  private static AlignedRecording aligned(
      List<RecordedRow> rows, Duplicates which, long period, long disorder, long idleFlush)
      throws Exception {
    Channel channel =
        new Channel("temperature", Aggregate.MEAN, new Fill.Hold(2 * period), 0, 0.01, -0.5)
            .withDuplicates(which);
    Alignment alignment =
        new Alignment(
            new Grid(0, period),
            new ChannelLayout(List.of(channel)),
            new TimeBounds(disorder, 3 * period, MINUTE, idleFlush),
            64);
    return AlignedRecording.checked(
        alignment, PlainTicks.ofPeriod(0, period), RecordedRow.live("machine", rows));
  }

  private static List<RecordedRow> rows(String file) {
    List<RecordedRow> rows = new ArrayList<>();
    for (String[] line : Recordings.rows("nab/" + file + ".csv", ",")) {
      double[] value = {Double.parseDouble(line[1])};
      rows.add(new RecordedRow(0, Recordings.localMicros(line[0]), value));
    }
    return rows;
  }
}
