/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.LateReadings;
import io.tapline.alignment.Mask;
import io.tapline.alignment.MaskChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.alignment.ValidRange;
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
            measured("acc-x", Aggregate.MEAN, new Fill.Hold(80_000), 0, 0.5, -1.25),
            derived("acc.norm", Derivation.NORM, 2, -3),
            measured("acc-y", Aggregate.LAST, new Fill.Hold(1_000_000), 300_000, 1, 0),
            derived("acc.sum", Derivation.SUM, 1, 0),
            derived("acc.difference", Derivation.DIFFERENCE, 1, 0),
            derived("acc.product", Derivation.PRODUCT, 1, 0),
            derived("acc.ratio", Derivation.RATIO, 1, 0),
            new DerivedChannel("change-acc-x", Derivation.CHANGE, List.of("acc-x"), 1, 0),
            new MaskChannel("observed-acc-x", "acc-x", Mask.OBSERVED, 1, 0),
            new MaskChannel("filled-acc-x", "acc-x", Mask.FILLED, 1, 0),
            new MaskChannel("missing-acc-x", "acc-x", Mask.MISSING, 1, 0),
            measured("pressure", Aggregate.MAX, new Fill.Linear(40_000), 300_000, 1, 0)
                .withDuplicates(Duplicates.MEAN)
                .withValidRange(new ValidRange(0.5, 12))
                .withTimeOffset(-20_000),
            measured("load", Aggregate.LAST, new Fill.Hold(1_000_000), 300_000, 1, 0)
                .withLate(LateReadings.CARRY),
            measured("strokes", Aggregate.COUNT, new Fill.Constant(0), 300_000, 1, 0),
            measured("temp", Aggregate.LAST, new Fill.Constant(21.5), 300_000, 1, 0));
    assertThat(alignment.bounds())
        .isEqualTo(
            new TimeBounds(
                20_000, 500_000, 3_600_000_000L, 86_400_000_000L, 7 * 86_400_000_000L, 90_000_000));
    assertThat(alignment.blockFrames()).isEqualTo(32);
  }

  @Test
  void shouldHoldForASecondUnlessTold() throws Exception {
    Alignment alignment = AlignmentFactory.of(parse(Models.CONFIG));
    assertThat(alignment.layout().measured().get(0))
        .isEqualTo(new Channel("a", Aggregate.LAST, new Fill.Hold(1_000_000), 1_000_000, 1, 0));
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

  @Test
  void shouldMakeATickOfARateAndHoldForATickWhereThatIsLonger() throws Exception {
    Alignment fast =
        AlignmentFactory.of(parse(Models.CONFIG.replace("{period: 10ms}", "{rate: 120.0048}")));
    assertThat(fast.grid()).isEqualTo(new Grid(0, 625_000_000, 75_003));

    Alignment slow =
        AlignmentFactory.of(parse(Models.CONFIG.replace("{period: 10ms}", "{period: 5min}")));
    assertThat(slow.layout().measured().get(0).fill()).isEqualTo(new Fill.Hold(300_000_000));
    assertThat(slow.bounds().maxGapMicros()).isEqualTo(300_000_000);
  }

  /** A channel of every-key.yaml, where the last of two equal times wins unless told. */
  private static Channel measured(
      String name, Aggregate aggregate, Fill fill, long wait, double scale, double offset) {
    return new Channel(name, aggregate, fill, wait, scale, offset)
        .withDuplicates(Duplicates.LAST_WINS);
  }

  private static DerivedChannel derived(
      String name, Derivation derivation, double scale, double offset) {
    return new DerivedChannel(name, derivation, List.of("acc-x", "acc-y"), scale, offset);
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
