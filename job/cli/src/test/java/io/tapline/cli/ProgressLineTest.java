/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void shouldTellHowFarItIsInWords() {
    assertThat(lastLine(-1, Duration.ZERO))
        .isEqualTo("Replaying: 1,234 readings after 0 s, 99 framed");
    assertThat(lastLine(2_000, Duration.ZERO))
        .isEqualTo("Replaying: 1,234 of 2,000 readings after 0 s, 99 framed");
  }

  @Test
  void shouldTellNothingBeforeALineIsDue() {
    assertThat(lastLine(-1, Duration.ofHours(1))).isEmpty();
  }

  private static String lastLine(long total, Duration due) {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("Replaying")
            .setInitialMax(total)
            .setRenderer(new ProgressLine("readings", due))
            .setConsumer(new DelegatingProgressBarConsumer(lines::add))
            .build()) {
      bar.stepTo(1_234);
      bar.setExtraMessage(" 99 framed");
    }
    return lines.get(lines.size() - 1);
  }
}
