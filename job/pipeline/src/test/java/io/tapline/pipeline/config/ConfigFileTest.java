/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.models.ModelInput;
import io.tapline.pipeline.config.ChannelConfig.AggregateConfig;
import io.tapline.pipeline.config.ChannelConfig.FillConfig;
import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.InputConfig.Format;
import io.tapline.pipeline.config.InputConfig.Start;
import io.tapline.pipeline.config.PipelineConfig.TopicConfig;
import io.tapline.pipeline.config.TimeConfig.DuplicatesConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a valid file says, and files that cannot be read at all. */
class ConfigFileTest {

  @TempDir private Path folder;

  @Test
  void shouldBindEveryKey() {
    PipelineConfig config = Mistaken.parse(full(), Map.of());

    assertThat(config)
        .isEqualTo(
            new PipelineConfig(
                "hall-7",
                new KafkaConfig(
                    "broker:9092",
                    Map.of("security.protocol", "SSL", "linger.ms", "20", "check.crcs", "true")),
                new InputConfig(
                    EveryKey.topics(),
                    Format.AVRO,
                    "press-\\d+",
                    new SchemaRegistryConfig(
                        "https://registry:8081", "tapline", "secret", Map.of("x-tenant", "hall")),
                    "readers",
                    Start.LATEST,
                    Duration.ofSeconds(3),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(45)),
                new GridConfig(Duration.ofNanos(2_500_000), null, -7),
                new TimeConfig(
                    Duration.ofMillis(20),
                    Duration.ofMillis(300),
                    Duration.ofMillis(500),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    Duration.ofDays(7),
                    Duration.ofSeconds(90),
                    DuplicatesConfig.LAST),
                config.channels(),
                "stack.yaml",
                List.of(ModelInput.Axis.BATCH, ModelInput.Axis.TIME, ModelInput.Axis.CHANNELS),
                33_554_432L,
                new PipelineConfig.WindowConfig(100, 50),
                Map.of("features", new TopicConfig("hall-7-features")),
                new TopicConfig("hall-7-frames"),
                new TopicConfig("hall-7-rejected"),
                new DeliveryConfig(Guarantee.AT_LEAST_ONCE, Duration.ofMinutes(15), "hall"),
                new ExecutionConfig(
                    4,
                    64,
                    32,
                    5_000,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1),
                    "file:///checkpoints",
                    "rocksdb"),
                EveryKey.recordings()));
    assertThat(config.group()).isEqualTo("readers");
    assertThat(config.transactionalIdPrefix()).isEqualTo("hall");
    assertThat(ConfigCheck.problemsOf(config)).isEmpty();
  }

  @Test
  void shouldTakeDefaultsForAllThatIsNotSaid() {
    PipelineConfig config = Mistaken.minimalWith("input: {topics: [readings]}\n");

    assertThat(config.kafka()).isNull();
    assertThat(config.input())
        .isEqualTo(
            new InputConfig(
                List.of(InputTopicConfig.named("readings")),
                Format.AVRO,
                null,
                null,
                null,
                Start.COMMITTED,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30)));
    assertThat(config.grid()).isEqualTo(new GridConfig(Duration.ofMillis(10), null, 0));
    assertThat(config.time())
        .isEqualTo(
            new TimeConfig(
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                null,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                null,
                Duration.ofSeconds(30),
                DuplicatesConfig.FIRST));
    assertThat(config.channels())
        .extracting(
            ChannelConfig::name,
            ChannelConfig::aggregate,
            ChannelConfig::fill,
            ChannelConfig::scale,
            ChannelConfig::offset,
            ChannelConfig::isDerived)
        .containsExactly(tuple("a", AggregateConfig.LAST, FillConfig.HOLD, 1.0, 0.0, false));
    assertThat(config.delivery())
        .isEqualTo(new DeliveryConfig(Guarantee.EXACTLY_ONCE, Duration.ofMinutes(15), null));
    assertThat(config.execution())
        .isEqualTo(
            new ExecutionConfig(
                null, 128, 64, 50_000, Duration.ofSeconds(10), Duration.ofMinutes(2), null, null));
    assertThat(config.group()).isEqualTo("job");
    assertThat(config.transactionalIdPrefix()).isEqualTo("job");
    assertThat(ConfigCheck.problemsOf(config)).isEmpty();
  }

  @Test
  void shouldDoWithoutWhatItsPurposeDoesNotNeed() throws Exception {
    String frames = Mistaken.MINIMAL.replaceAll("(?m)^(model|outputs|rejected): .*\n", "");
    PipelineConfig config =
        ConfigFile.parse(frames, "p.yaml", Purpose.FRAMES, Map.<String, String>of()::get);
    assertThat(config.model()).isNull();
    assertThat(config.outputs()).isEmpty();
    assertThat(config.topicsWritten()).isEmpty();
    assertThat(ConfigCheck.problemsOf(config)).isEmpty();

    assertThat(Mistaken.problemsOf(frames))
        .containsExactly(
            "p.yaml:1: a key is missing: key=model",
            "p.yaml:1: a key is missing: key=outputs",
            "p.yaml:1: a key is missing: key=rejected");
    assertThatThrownBy(
            () -> ConfigFile.parse(frames, "p.yaml", Purpose.REPLAY, Map.<String, String>of()::get))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("p.yaml:1: a key is missing: key=model")
        .hasMessageContaining("p.yaml:1: a key is missing: key=outputs")
        .hasMessageNotContaining("rejected");
  }

  @Test
  void shouldReadAWindowThatIsContinuous() {
    PipelineConfig config = Mistaken.parse(Mistaken.MINIMAL + "window: continuous\n", Map.of());

    assertThat(config.window().continuous()).isTrue();
  }

  @Test
  void shouldKeepOutputsInTheOrderOfTheFile() {
    PipelineConfig config =
        Mistaken.parse(
            Mistaken.MINIMAL.replace(
                "{features: {topic: results}}", "{z: {topic: a}, b: {topic: b}, y: {topic: c}}"),
            Map.of());
    assertThat(config.outputs())
        .containsExactly(
            entry("z", new TopicConfig("a")),
            entry("b", new TopicConfig("b")),
            entry("y", new TopicConfig("c")));
  }

  @ParameterizedTest
  @CsvSource({
    "1us, 1000",
    "2500us, 2500000",
    "2500 us, 2500000",
    "2500 µs, 2500000",
    "250ms, 250000000",
    "10s, 10000000000",
    "5min, 300000000000",
    "1h, 3600000000000",
    "1d, 86400000000000",
    "0ms, 0",
    "3153600000000000us, 3153600000000000000"
  })
  void shouldReadDurations(String text, long nanos) {
    PipelineConfig config = Mistaken.minimalWith("time: {disorder: " + text + "}\n");
    assertThat(config.time().disorder()).isEqualTo(Duration.ofNanos(nanos));
  }

  @Test
  void shouldReadAFileByItsName() throws Exception {
    Path file = Files.writeString(folder.resolve("x.yaml"), full());
    assertThat(ConfigFile.read(file, name -> null)).isEqualTo(Mistaken.parse(full(), Map.of()));
  }

  @Test
  void shouldTellThatAFileIsNotThere() {
    Path file = folder.resolve("absent.yaml");
    assertThat(problemsOf(file)).containsExactly("there is no such configuration: file=" + file);
  }

  @Test
  void shouldTellThatAFileIsADirectory() {
    assertThat(problemsOf(folder))
        .containsExactly(
            "the configuration cannot be read: file=" + folder + ", reason=it is a directory");
  }

  @Test
  void shouldTellThatAFileIsNotUtf8() throws Exception {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "name: M\u00fcnchen".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problemsOf(file))
        .containsExactly("the configuration is not UTF-8: save it as UTF-8: file=" + file);
  }

  private static List<String> problemsOf(Path file) {
    try {
      ConfigFile.read(file, name -> null);
      return List.of();
    } catch (InvalidConfigException e) {
      return e.problems();
    }
  }

  private static String full() {
    try (var resource = ConfigFileTest.class.getResourceAsStream("every-key.yaml")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
