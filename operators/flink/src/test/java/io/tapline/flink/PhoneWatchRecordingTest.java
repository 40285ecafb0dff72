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
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.recordings.RecordedRow;
import io.tapline.flink.recordings.Recordings;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A phone and a watch of one wearer, as one device: equal stamps, gaps to 134 ms, and starts up to
 * 1.07 s apart.
 */
class PhoneWatchRecordingTest {

  private static final long PERIOD = 10_000;

  @ParameterizedTest(name = "{0}, of equal times {1}")
  @CsvSource({
    "s03_02, FIRST_WINS", "s03_02, LAST_WINS", "s03_02, MEAN",
    "s05_09, FIRST_WINS", "s05_09, LAST_WINS", "s05_09, MEAN",
    "s06_09, FIRST_WINS", "s06_09, LAST_WINS", "s06_09, MEAN"
  })
  void shouldFrameTwoThingsAsOneWithTheirEqualStamps(String wearer, Duplicates which)
      throws Exception {
    List<RecordedRow> phone = rows(wearer + "_sp", 0);
    List<RecordedRow> watch = rows(wearer + "_sw", 6);
    List<RecordedRow> rows = new ArrayList<>(phone);
    rows.addAll(watch);
    AlignedRecording recording =
        AlignedRecording.checked(
            alignment(which),
            PlainTicks.ofPeriod(0, PERIOD),
            RecordedRow.live(wearer, RecordedRow.sorted(rows)));

    int equal = 6 * (equalStamps(phone) + equalStamps(watch));
    assertThat(equalStamps(phone)).isBetween(63, 148);
    int rejected = which == Duplicates.MEAN ? 0 : equal;
    assertThat(recording.account.get(Account.DUPLICATE)).isEqualTo(rejected);
    assertThat(recording.account.get(Account.FRAMED)).isEqualTo(6 * rows.size() - rejected);
    assertThat(recording.account.get(Account.LATE)).isZero();
  }

  private static Alignment alignment(Duplicates which) {
    List<FrameChannel> channels = new ArrayList<>();
    for (int c = 0; c < 12; c++) {
      Aggregate aggregate = Aggregate.values()[c % Aggregate.values().length];
      Fill fill = c % 6 < 4 ? new Fill.Hold(150_000) : new Fill.Constant(c);
      channels.add(new Channel("c" + c, aggregate, fill, 200_000, 0.3, 0.7).withDuplicates(which));
    }
    channels.add(new DerivedChannel("norm", Derivation.NORM, List.of("c6", "c7", "c8"), 1, -9.81));
    return new Alignment(
        new Grid(0, PERIOD),
        new ChannelLayout(channels),
        new TimeBounds(20_000, 100_000, 1_000_000, 10_000_000),
        32);
  }

  private static int equalStamps(List<RecordedRow> rows) {
    Set<Long> stamps = new HashSet<>(rows.stream().map(RecordedRow::micros).toList());
    return rows.size() - stamps.size();
  }

  private static List<RecordedRow> rows(String file, int firstChannel) {
    List<RecordedRow> rows = new ArrayList<>();
    for (String[] line : Recordings.rows("phone-watch/" + file + ".csv", ",")) {
      double[] values = Recordings.numbers(Arrays.copyOf(line, 6), 0, 6);
      rows.add(new RecordedRow(firstChannel, Long.parseLong(line[6]) * 1_000, values));
    }
    return rows;
  }
}
