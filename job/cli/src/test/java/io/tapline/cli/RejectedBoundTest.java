/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedBoundTest {

  private static final Object[] RUN = {"run", "--config", "none.yaml", "--max-rejected"};

  @ParameterizedTest
  @CsvSource({
    "50%, 50, true",
    "50%, 51, false",
    "0%, 0, true",
    "0%, 1, false",
    "12.5%, 12, true",
    "12.5%, 13, false",
    "100%, 100, true"
  })
  void shouldAllowAShareUpToTheBound(String bound, long rejected, boolean allowed) {
    assertThat(problem(bound, 100, rejected).isEmpty()).isEqualTo(allowed);
  }

  @Test
  void shouldSayWhatWasRejectedAndWhatIsAllowed() {
    assertThat(problem("50%", 24, 21))
        .contains(
            "more readings were rejected than --max-rejected allows: see the account and its"
                + " warnings, or raise --max-rejected: rejected=%.1f %% of 24, max-rejected=50%%"
                    .formatted(87.5));
  }

  @Test
  void shouldFindNoFaultWhereNothingWasRead() {
    assertThat(problem("0%", 0, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "0.5", "101%", "-1%", "half"})
  void shouldTakeNothingButAPercentage(String share) {
    Invocation run = Invocation.of(RUN[0], RUN[1], RUN[2], "--bounded", RUN[3] + "=" + share);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("not a share from 0% to 100%: give one such as 5%: share=" + share);
  }

  @Test
  void shouldJudgeOnlyARunWhoseEndIsWaitedFor() {
    for (Invocation run :
        new Invocation[] {
          Invocation.of(RUN[0], RUN[1], RUN[2], RUN[3], "5%"),
          Invocation.of(RUN[0], RUN[1], RUN[2], RUN[3], "5%", "--bounded", "--cluster", "a:1")
        }) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.errLines())
          .singleElement()
          .asString()
          .contains("--max-rejected goes with --bounded and without --cluster", "max-rejected=5%");
    }
  }

  private static Optional<String> problem(String bound, long read, long rejected) {
    return new RejectedBound.Converter()
        .convert(bound)
        .problem(new ReadingAccount(read, read - rejected, 0, Map.of("late", rejected), 0));
  }
}
