/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Times, bytes and numbers as people read them. */
final class Quantities {

  private static final double MILLISECOND = 1e3;
  private static final double SECOND = 1e6;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  private static final long FEW_BYTES = 10_000;
  private static final int NAMED = 3;

  private Quantities() {}

  /** A duration in the largest unit that does it justice; whole microseconds are exact. */
  static String time(double micros) {
    double size = Math.abs(micros);
    if (size == 0) {
      return "0 s";
    } else if (size % DAY == 0) {
      return in(micros, DAY, "d");
    } else if (size % HOUR == 0) {
      return in(micros, HOUR, "h");
    } else if (size % MINUTE == 0) {
      return in(micros, MINUTE, "min");
    } else if (size >= SECOND) {
      return in(micros, SECOND, "s");
    } else if (size >= MILLISECOND) {
      return in(micros, MILLISECOND, "ms");
    }
    return in(micros, 1, "µs");
  }

  static String time(Duration duration) {
    return time(micros(duration));
  }

  static long micros(Duration duration) {
    return duration.dividedBy(ChronoUnit.MICROS.getDuration());
  }

  private static String in(double micros, double unit, String name) {
    int decimals = unit == SECOND ? 6 : 3;
    return BigDecimal.valueOf(micros / unit)
            .setScale(decimals, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " "
        + name;
  }

  static String bytes(long bytes) {
    if (bytes < FEW_BYTES) {
      return String.format(Locale.ROOT, "%,d B", bytes);
    }
    double shown = bytes;
    String unit = "B";
    for (String larger : new String[] {"kB", "MB", "GB", "TB", "PB", "EB"}) {
      if (shown < 1_000) {
        break;
      }
      shown /= 1_000;
      unit = larger;
    }
    return String.format(Locale.ROOT, "%.1f %s", shown, unit);
  }

  /** A number as it was configured. */
  static String number(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The first names of a list, and how many more there are. */
  static String names(List<String> names) {
    if (names.size() <= NAMED + 1) {
      return String.join(", ", names);
    }
    return String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
  }
}
