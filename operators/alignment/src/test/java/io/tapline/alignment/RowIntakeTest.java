/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whole rows at once, against the same readings one by one: same verdicts, frames and state. */
class RowIntakeTest {

  private static final long FIRST_SEED = 55_000;
  private static final int SEEDS = 600;
  private static final int RECORDS = 60;

  private int wholeRecords;

  @Test
  void shouldLeaveWhatReadingsOneByOneLeave() throws IOException {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Alignment alignment = new RandomDevice(seed).alignment;
      Way atOnce = new Way(alignment);
      Way singly = new Way(alignment);
      long micros = 1_000_000;
      for (int i = 0; i < RECORDS; i++) {
        micros += random.nextLong(20_000);
        Record record = record(random, alignment.layout().measured().size(), micros);
        if (atOnce.addRows(record)) {
          wholeRecords++;
        } else {
          atOnce.addSingly(record);
        }
        singly.addSingly(record);
        atOnce.release();
        singly.release();
        assertThat(atOnce.bytes())
            .as("state, seed=%d, record=%d", seed, i)
            .isEqualTo(singly.bytes());
        assertThat(atOnce.verdicts)
            .as("verdicts, seed=%d, record=%d", seed, i)
            .isEqualTo(singly.verdicts);
        if (random.nextInt(20) == 0) {
          atOnce.state = atOnce.state.copy();
        }
      }
      atOnce.finish();
      singly.finish();
      assertThat(atOnce.frames).as("frames, seed=%d", seed).isEqualTo(singly.frames);
    }
    assertThat(wholeRecords).as("records taken as rows").isBetween(5_000, SEEDS * RECORDS - 5_000);
  }

  private record Record(int[] channels, long[] micros, double[] values, long stamp) {}

  /** One way of taking records in. */
  private static final class Way {

    final Aligner aligner;
    final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    final List<String> frames = new ArrayList<>();
    AlignmentState state;

    Way(Alignment alignment) {
      aligner = new Aligner(alignment);
      state = aligner.newState();
    }

    boolean addRows(Record record) {
      boolean added =
          aligner.addRows(
              state, record.channels(), record.micros(), record.values(), record.stamp());
      if (added) {
        verdicts.merge(Verdict.BUFFERED, record.channels().length, Integer::sum);
      }
      return added;
    }

    void addSingly(Record record) {
      for (int i = 0; i < record.channels().length; i++) {
        Verdict verdict =
            aligner.add(
                state,
                record.channels()[i],
                record.micros()[i],
                record.values()[i],
                record.stamp());
        verdicts.merge(verdict, 1, Integer::sum);
      }
    }

    void release() {
      aligner.release("d", state, this::note);
    }

    void finish() {
      aligner.finish("d", state, this::note);
    }

    private void note(FrameBlock block) {
      int values = block.frames() * block.channels();
      frames.add(
          block
              + Arrays.toString(Arrays.copyOf(block.values(), values))
              + Arrays.toString(Arrays.copyOf(block.mask(), values)));
    }

    byte[] bytes() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      AlignmentStateFormat.write(state, new DataOutputStream(bytes));
      return bytes.toByteArray();
    }
  }

  /** Mostly whole rows, in either order; else with something that rows must not have. */
  private static Record record(SplittableRandom random, int channels, long now) {
    int rows = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 2);
    boolean byRow = random.nextBoolean();
    int count = rows * channels;
    int[] channel = new int[count];
    long[] micros = new long[count];
    double[] values = new double[count];
    long back = random.nextInt(4) == 0 ? random.nextLong(60_000) : 0;
    // On a raster, so that now and then a time is there already.
    long step = 2_500L * (1 + random.nextInt(3));
    long first = (now - back - (rows - 1) * step) / 2_500 * 2_500;
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < channels; c++) {
        int at = byRow ? row * channels + c : c * rows + row;
        channel[at] = c;
        micros[at] = first + row * step;
        values[at] = random.nextInt(5) == 0 ? -0.0 : random.nextInt(-1_000, 1_000) / 8.0;
      }
    }
    int odd = random.nextInt(count);
    switch (random.nextInt(80)) {
      case 0 -> values[odd] = Double.NaN;
      case 1 -> micros[odd] += 700;
      case 2 -> channel[odd] = random.nextInt(channels);
      case 3 -> micros[odd] += 90_000_000;
      case 4 -> {
        return new Record(
            Arrays.copyOf(channel, odd),
            Arrays.copyOf(micros, odd),
            Arrays.copyOf(values, odd),
            now);
      }
      case 5 -> Arrays.fill(micros, first - 500_000);
      default -> {}
    }
    return new Record(channel, micros, values, random.nextInt(10) == 0 ? -1 : now);
  }
}
