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
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Grid;
import io.tapline.alignment.Mask;
import io.tapline.alignment.MaskChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.recordings.RecordedRow;
import io.tapline.flink.recordings.Recordings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A water loop at 1 Hz, of which 4 to 6 % of the seconds are missing, never two in a row. */
class SkabRecordingTest {

  private static final long SECOND = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"valve1_0", "valve1_1", "valve1_5", "valve1_6", "valve1_10"})
  void shouldFillEveryMissingSecondByEachWayThatFills(String file) throws Exception {
    List<RecordedRow> rows = rows(file);
    AlignedRecording recording = aligned(rows, SECOND);

    int missing = 0;
    for (int i = 1; i < rows.size(); i++) {
      long gap = rows.get(i).micros() - rows.get(i - 1).micros();
      assertThat(gap).isIn(SECOND, 2 * SECOND);
      missing += gap == SECOND ? 0 : 1;
    }
    assertThat(missing).isPositive();
    assertThat(recording.rejected).isEmpty();
    assertThat(recording.frames).hasSize(rows.size() + missing);
    assertThat(recording.frames.stream().filter(frame -> frame.mask()[0] == Mask.FILLED))
        .hasSize(missing)
        .allMatch(frame -> frame.mask()[3] == Mask.FILLED && frame.mask()[6] == Mask.FILLED);
    assertThat(recording.frames.stream().filter(PlainFrame::segmentStart)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"valve1_0", "valve1_10"})
  void shouldStartASegmentAtEveryMissingSecondWhereNoGapIsFilled(String file) throws Exception {
    List<RecordedRow> rows = rows(file);
    AlignedRecording recording = aligned(rows, SECOND - 1);

    assertThat(recording.frames).hasSize(rows.size());
    long segments = recording.frames.stream().filter(PlainFrame::segmentStart).count();
    long seconds = (rows.get(rows.size() - 1).micros() - rows.get(0).micros()) / SECOND + 1;
    assertThat(segments - 1).isEqualTo(seconds - rows.size());
  }

  /**
   * Channels 0 to 2 are held, 3 to 5 lie on a line, 6 and 7 are constant where they are missing.
   */
  private static AlignedRecording aligned(List<RecordedRow> rows, long maxGapMicros)
      throws Exception {
    List<FrameChannel> channels = new ArrayList<>();
    for (int c = 0; c < 8; c++) {
      Fill fill =
          c < 3
              ? new Fill.Hold(SECOND)
              : c < 6
                  ? new Fill.Linear(Math.min(2 * SECOND, maxGapMicros))
                  : new Fill.Constant(-1.5);
      channels.add(new Channel("c" + c, Aggregate.LAST, fill, SECOND, 0.1 * (c + 1), -c));
    }
    channels.add(new MaskChannel("c3.filled", "c3", Mask.FILLED, 2, -1));
    channels.add(new DerivedChannel("c4.change", Derivation.CHANGE, List.of("c4"), 3, 0));
    channels.add(new DerivedChannel("ratio", Derivation.RATIO, List.of("c2", "c7"), 1, 0));
    Alignment alignment =
        new Alignment(
            new Grid(0, SECOND),
            new ChannelLayout(channels),
            new TimeBounds(0, maxGapMicros, SECOND, 60 * SECOND),
            16);
    return AlignedRecording.checked(
        alignment, PlainTicks.ofPeriod(0, SECOND), RecordedRow.live("loop", rows));
  }

  private static List<RecordedRow> rows(String file) {
    List<RecordedRow> rows = new ArrayList<>();
    for (String[] line : Recordings.rows("skab/" + file + ".csv", ";")) {
      long micros = Recordings.localMicros(line[0]);
      rows.add(new RecordedRow(0, micros, Recordings.numbers(line, 1, 9)));
    }
    return rows;
  }
}
