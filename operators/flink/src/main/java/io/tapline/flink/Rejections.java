/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Verdict;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers what is rejected of one record, so that its bytes leave once a reason and not once a
 * reading. A record of which nothing is rejected costs nothing.
 */
final class Rejections {

  private static final String REPLACED =
      "a later reading has the same time and wins; the coordinates and bytes are that one's";

  private static final String OUT_OF_RANGE = "the value is outside the channel's valid-range: ";

  private final List<Channel> channels;
  private final Map<Verdict, Group> groups = new EnumMap<>(Verdict.class);
  private boolean any;

  Rejections(ChannelLayout layout) {
    channels = layout.measured();
  }

  void add(Verdict verdict, int channel, long micros, double value, long lateMicros) {
    any = true;
    Group group = groups.computeIfAbsent(verdict, v -> new Group());
    Channel of = channels.get(channel);
    if (verdict == Verdict.OUT_OF_RANGE) {
      group.noteRange(of);
    }
    group.add(of.name(), micros, value, lateMicros);
  }

  /** Hands on what was gathered, a record a reason, and forgets it. */
  void emit(DeviceReadings readings, Consumer<RejectedReadings> out) {
    if (!any) {
      return;
    }
    groups.forEach((verdict, group) -> out.accept(group.toRejected(readings, verdict)));
    groups.clear();
    any = false;
  }

  private static RejectionReason reasonOf(Verdict verdict) {
    return switch (verdict) {
      case DUPLICATE, REPLACED -> RejectionReason.DUPLICATE;
      case LATE -> RejectionReason.LATE;
      case FUTURE -> RejectionReason.FUTURE;
      case INVALID, OUT_OF_RANGE -> RejectionReason.INVALID;
      case BUFFERED, CARRIED ->
          throw new IllegalArgumentException("a reading that is taken is not rejected");
    };
  }

  private static final class Group {

    private int count;
    private final Set<String> ranges = new LinkedHashSet<>();
    private String[] channels = new String[4];
    private long[] micros = new long[4];
    private double[] values = new double[4];
    private long[] lateMicros = new long[4];

    void noteRange(Channel channel) {
      ranges.add(channel.name() + "=" + channel.validRange());
    }

    void add(String channel, long time, double value, long late) {
      if (count == channels.length) {
        resize(count * 2);
      }
      channels[count] = channel;
      micros[count] = time;
      values[count] = value;
      lateMicros[count] = late;
      count++;
    }

    RejectedReadings toRejected(DeviceReadings readings, Verdict verdict) {
      resize(count);
      RejectionReason reason = reasonOf(verdict);
      String detail =
          switch (verdict) {
            case REPLACED -> REPLACED;
            case OUT_OF_RANGE -> OUT_OF_RANGE + String.join(", ", ranges);
            default -> reason.explanation();
          };
      return new RejectedReadings(
          readings.source(),
          reason,
          detail,
          readings.device(),
          channels,
          micros,
          values,
          lateMicros);
    }

    private void resize(int size) {
      channels = Arrays.copyOf(channels, size);
      micros = Arrays.copyOf(micros, size);
      values = Arrays.copyOf(values, size);
      lateMicros = Arrays.copyOf(lateMicros, size);
    }
  }
}
