/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast a recording is replayed.
 *
 * @param factor recorded time over real time; infinite for as fast as it goes
 */
public record Speed(double factor) {

  /** As fast as it goes. */
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  /** How long after its start a replay is due to send what was recorded so much later. */
  public long dueNanos(long recordedMillis) {
    return (long) (recordedMillis * 1e6 / factor);
  }

  /** Reads {@code max}, {@code 1x}, {@code 2.5x}. */
  static final class Converter implements ITypeConverter<Speed> {
    @Override
    public Speed convert(String text) {
      if (text.equals("max")) {
        return MAX;
      }
      if (text.matches("\\d{1,6}(\\.\\d{1,3})?x")) {
        double factor = Double.parseDouble(text.substring(0, text.length() - 1));
        if (factor > 0) {
          return new Speed(factor);
        }
      }
      throw new TypeConversionException("not a speed such as max, 1x, 10x: speed=" + text);
    }
  }
}
