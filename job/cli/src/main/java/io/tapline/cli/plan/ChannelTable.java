/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Mask;
import io.tapline.alignment.MaskChannel;
import io.tapline.alignment.ValidRange;
import io.tapline.cli.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The channels of a frame: what each is made of, and by which policies. */
final class ChannelTable {

  /** What a channel that no reading carries has not. */
  private static final String NONE = "";

  /** Together with the space between them, 120 characters. */
  private static final int NAME_WIDTH = 19;

  private static final int SOURCE_WIDTH = 16;
  private static final int FILL_WIDTH = 16;
  private static final int RANGE_WIDTH = 11;
  private static final int NUMBER_WIDTH = 9;
  private static final int WORD_WIDTH = 8;

  private ChannelTable() {}

  static String render(ChannelLayout layout) {
    List<Integer> places = IntStream.range(0, layout.width()).boxed().toList();
    Function<Integer, FrameChannel> at = layout.frame()::get;
    return TextTable.render(
        places,
        List.of(
            TextTable.number("#").with(place -> Integer.toString(place)),
            TextTable.text("Channel", NAME_WIDTH).with(place -> at.apply(place).name()),
            TextTable.text("Made of", SOURCE_WIDTH).with(place -> madeOf(at.apply(place))),
            TextTable.text("Fill", FILL_WIDTH).with(place -> fill(at.apply(place))),
            TextTable.text("Equal times", WORD_WIDTH)
                .with(place -> measured(at.apply(place), c -> equalTimes(c.duplicates()))),
            TextTable.text("Late", WORD_WIDTH)
                .with(place -> measured(at.apply(place), c -> word(c.late()))),
            TextTable.text("Valid", RANGE_WIDTH)
                .with(place -> measured(at.apply(place), c -> valid(c.validRange()))),
            TextTable.text("Time offset", WORD_WIDTH)
                .with(
                    place -> measured(at.apply(place), c -> Quantities.time(c.timeOffsetMicros()))),
            TextTable.text("Wait", WORD_WIDTH)
                .with(place -> measured(at.apply(place), c -> Quantities.time(c.waitMicros()))),
            TextTable.text("Scale", NUMBER_WIDTH)
                .with(place -> Quantities.number(at.apply(place).scale())),
            TextTable.text("Offset", NUMBER_WIDTH)
                .with(place -> Quantities.number(at.apply(place).offset()))));
  }

  private static String madeOf(FrameChannel channel) {
    if (channel instanceof DerivedChannel made) {
      return made.derivation().label() + " of " + String.join(", ", made.sources());
    }
    if (channel instanceof MaskChannel mask) {
      return origin(mask.origin()) + " of " + mask.source();
    }
    return word(((Channel) channel).aggregate());
  }

  private static String origin(byte origin) {
    return switch (origin) {
      case Mask.OBSERVED -> "observed";
      case Mask.FILLED -> "filled";
      default -> "missing";
    };
  }

  private static String fill(FrameChannel channel) {
    if (!(channel instanceof Channel measured)) {
      return NONE;
    }
    if (measured.fill() instanceof Fill.Hold hold) {
      return "hold " + Quantities.time(hold.maxAgeMicros());
    }
    if (measured.fill() instanceof Fill.Linear linear) {
      return "linear, looks ahead " + Quantities.time(linear.lookAheadMicros());
    }
    return "constant " + Quantities.number(((Fill.Constant) measured.fill()).value());
  }

  private static String equalTimes(Duplicates which) {
    return switch (which) {
      case FIRST_WINS -> "first";
      case LAST_WINS -> "last";
      case MEAN -> "mean";
    };
  }

  private static String valid(ValidRange range) {
    if (range.equals(ValidRange.ANY)) {
      return "any";
    }
    if (range.max() == ValidRange.ANY.max()) {
      return "≥ " + Quantities.number(range.min());
    }
    if (range.min() == ValidRange.ANY.min()) {
      return "≤ " + Quantities.number(range.max());
    }
    return Quantities.number(range.min()) + " to " + Quantities.number(range.max());
  }

  private static String measured(FrameChannel channel, Function<Channel, String> what) {
    return channel instanceof Channel measured ? what.apply(measured) : NONE;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
