/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.math.BigDecimal;
import java.util.Optional;
import picocli.CommandLine;

/** The largest share of the readings that may be rejected, as a user gives it: {@code 50%}. */
record RejectedBound(BigDecimal percent) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Takes a percentage from 0 to 100. */
  static final class Converter implements CommandLine.ITypeConverter<RejectedBound> {

    @Override
    public RejectedBound convert(String value) {
      if (value.matches("\\d{1,3}(\\.\\d{1,3})?%")) {
        BigDecimal percent = new BigDecimal(value.substring(0, value.length() - 1));
        if (percent.compareTo(HUNDRED) <= 0) {
          return new RejectedBound(percent);
        }
      }
      throw new CommandLine.TypeConversionException(
          "not a share from 0% to 100%: give one such as 5%: share=" + value);
    }
  }

  /** What is wrong with a run, if more was rejected. */
  Optional<String> problem(ReadingAccount account) {
    long rejected = account.rejected().values().stream().mapToLong(Long::longValue).sum();
    BigDecimal allowed = percent.multiply(BigDecimal.valueOf(account.read()));
    return HUNDRED.multiply(BigDecimal.valueOf(rejected)).compareTo(allowed) <= 0
        ? Optional.empty()
        : Optional.of(
            "more readings were rejected than --max-rejected allows: see the account and its warnings, or"
                + " raise --max-rejected: rejected=%.1f %% of %,d, max-rejected=%s"
                    .formatted(100.0 * rejected / account.read(), account.read(), this));
  }

  @Override
  public String toString() {
    return percent.toPlainString() + "%";
  }
}
