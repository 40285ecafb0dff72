/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.plain.PlainDevice;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainRejection;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/**
 * A device's recording, once through the align operator and once through the rules as {@link
 * PlainDevice} has them: frames to the bit, rejections with their lateness, and the account.
 */
final class AlignedRecording {

  final PlainDevice plain;
  final List<PlainFrame> frames;
  final List<PlainRejection> rejected;
  final SavedAccount account;

  private AlignedRecording(
      PlainDevice plain,
      List<PlainFrame> frames,
      List<PlainRejection> rejected,
      SavedAccount account) {
    this.plain = plain;
    this.frames = frames;
    this.rejected = rejected;
    this.account = account;
  }

  /** Runs both over the records, to the end of the input, and holds them against each other. */
  static AlignedRecording checked(
      Alignment alignment, PlainTicks ticks, List<DeviceReadings> records) throws Exception {
    List<String> names = alignment.layout().measuredNames();
    PlainDevice plain = new PlainDevice(alignment, ticks);
    try (Harness<DeviceReadings, FrameBlock> align =
        new Harness<>(
            () -> new AlignOperatorFactory(alignment),
            DeviceReadings::device,
            HashMapStateBackend::new,
            false)) {
      for (int i = 0; i < records.size(); i++) {
        plain.arrive(records.get(i));
        align.element(records.get(i), 0);
        if (i == records.size() / 2) {
          assertBalance(plain, SavedAccount.of(align, names), names);
          align.restoreInto(new AlignOperatorFactory(alignment));
        }
      }
      align.endOfInput();
      SavedAccount account = SavedAccount.of(align, names);
      AlignedRecording recording =
          new AlignedRecording(
              plain, frames(align.output()), rejections(align.rejected()), account);
      recording.assertAsPlain(names);
      return recording;
    }
  }

  private void assertAsPlain(List<String> names) {
    assertThat(texts(rejected)).isEqualTo(texts(plain.rejected()));
    List<PlainFrame> expected = plain.frames();
    for (int i = 0; i < Math.min(expected.size(), frames.size()); i++) {
      assertThat(frames.get(i).toString()).as("frame %d", i).isEqualTo(expected.get(i).toString());
    }
    assertThat(frames).hasSameSizeAs(expected);
    assertBalance(plain, account, names);
    assertThat(account.get(Account.BUFFERED)).isZero();
    assertThat(account.get(Account.FRAMES)).isEqualTo(frames.size());
    long framed = 0;
    for (int c = 0; c < names.size(); c++) {
      framed += plain.framed(c);
    }
    assertThat(account.get(Account.FRAMED)).isEqualTo(framed);
    assertThat(account.rejected()).isEqualTo(rejected.size());
  }

  /** Contract 3, from the checkpoint; and each channel's counts are the rules'. */
  private static void assertBalance(PlainDevice plain, SavedAccount account, List<String> names) {
    long read = 0;
    for (int c = 0; c < names.size(); c++) {
      read += plain.read(c);
      assertThat(account.get(c, ChannelLine.READ)).as(names.get(c)).isEqualTo(plain.read(c));
      assertThat(account.get(c, ChannelLine.CARRIED)).as(names.get(c)).isEqualTo(plain.carried(c));
      for (ChannelLine line :
          List.of(
              ChannelLine.INVALID, ChannelLine.FUTURE, ChannelLine.LATE, ChannelLine.DUPLICATE)) {
        assertThat(account.get(c, line))
            .as("%s of %s", line, names.get(c))
            .isEqualTo(plain.rejected(c, line.label()));
      }
    }
    assertThat(account.accountedFor()).isEqualTo(read);
  }

  /** The blocks' frames, one by one. */
  static List<PlainFrame> frames(List<FrameBlock> blocks) {
    List<PlainFrame> frames = new ArrayList<>();
    for (FrameBlock block : blocks) {
      for (int f = 0; f < block.frames(); f++) {
        int from = f * block.channels();
        int to = from + block.channels();
        frames.add(
            new PlainFrame(
                block.timeOf(f),
                f == 0 && block.segmentStart(),
                Arrays.copyOfRange(block.values(), from, to),
                Arrays.copyOfRange(block.mask(), from, to)));
      }
    }
    return frames;
  }

  static List<PlainRejection> rejections(List<RejectedReadings> rejected) {
    List<PlainRejection> rejections = new ArrayList<>();
    for (RejectedReadings readings : rejected) {
      String reason = readings.reason().name().toLowerCase(Locale.ROOT);
      for (int i = 0; i < readings.channels().length; i++) {
        rejections.add(
            new PlainRejection(
                reason,
                readings.channels()[i],
                readings.micros()[i],
                readings.values()[i],
                readings.lateMicros()[i]));
      }
    }
    return rejections;
  }

  /** In an order of their own: one record's rejections leave by reason. */
  private static List<String> texts(List<PlainRejection> rejections) {
    return rejections.stream().map(PlainRejection::toString).sorted().toList();
  }
}
