/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.NormChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.pipeline.config.ConfigCheck;
import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.PipelineConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlignmentFactoryTest {

  private static final long SEED = 9_001;

  @Test
  void shouldSayWhatTheConfigurationSaysInMicroseconds() throws Exception {
    Alignment alignment = AlignmentFactory.of(parse(everyKey()));

    assertThat(alignment.grid()).isEqualTo(new Grid(-7, 2_500));
    assertThat(alignment.layout().frame())
        .containsExactly(
            new Channel("acc-x", Aggregate.MEAN, new Fill.Hold(80_000), 0, 0.5, -1.25),
            new NormChannel("acc.norm", List.of("acc-x", "acc-y"), 2, -3),
            new Channel("acc-y", Aggregate.LAST, new Fill.Hold(1_000_000), 300_000, 1, 0),
            new Channel("temp", Aggregate.LAST, new Fill.Constant(21.5), 300_000, 1, 0));
    assertThat(alignment.bounds())
        .isEqualTo(new TimeBounds(20_000, 500_000, 3_600_000_000L, 86_400_000_000L));
    assertThat(alignment.duplicates()).isEqualTo(Duplicates.LAST_WINS);
    assertThat(alignment.blockFrames()).isEqualTo(32);
  }

  @Test
  void shouldHoldForASecondUnlessTold() throws Exception {
    Alignment alignment = AlignmentFactory.of(parse(Models.CONFIG));
    assertThat(alignment.layout().measured().get(0))
        .isEqualTo(new Channel("a", Aggregate.LAST, new Fill.Hold(1_000_000), 1_000_000, 1, 0));
    assertThat(alignment.duplicates()).isEqualTo(Duplicates.FIRST_WINS);
    assertThat(alignment.blockFrames()).isEqualTo(64);
  }

  /** Odd values in the place of every value: told as a problem, or an alignment; no exception. */
  @Test
  void shouldFindNothingThatTheChecksLetThrough() throws Exception {
    List<String> odd =
        List.of("0ms", "1us", "36500d", "36501d", "99999d", "9999999999999999us", "0", "-1", "1");
    List<String> odder =
        List.of("1e308", "1e999", "-0.0", "32768", "4294967297", "1e15", "''", "x", "[]", "{}");
    String yaml = everyKey();
    List<String> lines = yaml.lines().filter(line -> line.matches(".*\\w: \\S.*")).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    int valid = 0;
    for (int i = 0; i < 4_000; i++) {
      String mutated = yaml;
      for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
        List<String> values = random.nextBoolean() ? odd : odder;
        String value = values.get(random.nextInt(values.size()));
        String line = lines.get(random.nextInt(lines.size()));
        mutated = mutated.replace(line, line.replaceFirst(": \\S.*", ": " + value));
      }
      try {
        PipelineConfig config = parse(mutated);
        if (ConfigCheck.problemsOf(config).isEmpty()) {
          AlignmentFactory.of(config);
          JobSettings.of(config);
          valid++;
        }
      } catch (InvalidConfigException e) {
        assertThat(e.problems()).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed=" + SEED + ", i=" + i + ", yaml=\n" + mutated, e);
      }
    }
    assertThat(valid).isPositive();
  }

  private static PipelineConfig parse(String yaml) throws InvalidConfigException {
    return ConfigFile.parse(yaml, "p.yaml", name -> null);
  }

  private static String everyKey() throws IOException {
    try (var resource = PipelineConfig.class.getResourceAsStream("every-key.yaml")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
