/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contradictions, each by its text. */
class ConfigCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fill: constant| channels[0] (a): fill constant needs a value: constant is missing",
        "constant: 1| channels[0] (a): constant belongs to fill constant: fill=hold",
        "wait: 36501d| channels[0] (a): wait: longer than 100 years: value=36501 d",
        "max-age: 876001h| channels[0] (a): max-age: longer than 100 years: value=876001 h",
        "offset: 1.0e39| channels[0] (a): offset: beyond what a frame can hold: offset=1.0E39"
      })
  void shouldTellContradictionsOfAChannel(String keys, String problem) {
    assertThat(problemsOf(Mistaken.MINIMAL.replace("{name: a}", "{name: a, " + keys + "}")))
        .containsExactly(problem);
  }

  @Test
  void shouldTellThatMaxAgeIsNotForConstants() {
    String channel = "{name: a, fill: constant, constant: 1, max-age: 1s}";
    assertThat(problemsOf(Mistaken.MINIMAL.replace("{name: a}", channel)))
        .containsExactly("channels[0] (a): max-age belongs to fill hold: fill=constant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: n, norm-of: [a]}, {name: a}",
        "{name: a}, {name: n, norm-of: [b, a], scale: 2, offset: 1}, {name: b}, "
            + "{name: m, norm-of: [a]}"
      })
  void shouldTakeNormsAtAnyPlace(String channels) {
    assertThat(problemsOf(Mistaken.MINIMAL.replace("{name: a}", channels))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "norm-of: [a, b]| norm-of: no channel has this name: name=b",
        "norm-of: [n]| norm-of: a derived channel cannot be derived from: name=n",
        "norm-of: [m, a]| norm-of: a derived channel cannot be derived from: name=m",
        "norm-of: [a], aggregate: last| aggregate belongs to measured channels, "
            + "give it to the sources: norm-of=a",
        "norm-of: [a], fill: hold| fill belongs to measured channels, "
            + "give it to the sources: norm-of=a",
        "norm-of: [a], fill: constant| fill belongs to measured channels, "
            + "give it to the sources: norm-of=a",
        "norm-of: [a], max-age: 1s| max-age belongs to measured channels, "
            + "give it to the sources: norm-of=a",
        "norm-of: [a], constant: 0| constant belongs to measured channels, "
            + "give it to the sources: norm-of=a",
        "norm-of: [a, c], wait: 36501d| wait belongs to measured channels, "
            + "give it to the sources: norm-of=a, c"
      })
  void shouldTellWhatADerivedChannelCannotSay(String keys, String problem) {
    String channels = "{name: m, norm-of: [a]}, {name: n, " + keys + "}, {name: c}, {name: a}";
    assertThat(problemsOf(Mistaken.MINIMAL.replace("{name: a}", channels)))
        .containsExactly("channels[1] (n): " + problem);
  }

  @Test
  void shouldTellEverythingOfDerivedChannelsTogether() {
    String channels = "{name: a}, {name: a, norm-of: [a, x, y], wait: 1s, fill: hold}, {name: y}";
    assertThat(problemsOf(Mistaken.MINIMAL.replace("{name: a}", channels)))
        .containsExactly(
            "channels[1] (a): two channels have one name: name=a",
            "channels[1] (a): norm-of: no channel has this name: name=x",
            "channels[1] (a): fill belongs to measured channels, "
                + "give it to the sources: norm-of=a, x, y",
            "channels[1] (a): wait belongs to measured channels, "
                + "give it to the sources: norm-of=a, x, y");
  }

  @Test
  void shouldTellTwoChannelsOfOneName() {
    assertThat(problemsOf(Mistaken.MINIMAL.replace("{name: a}", "{name: a}, {name: a}")))
        .containsExactly("channels[1] (a): two channels have one name: name=a");
  }

  @ParameterizedTest
  @CsvSource({"10ms, 0ms", "10ms, 0us", "10ms, 0d"})
  void shouldTellAPeriodOfNothing(String period, String nothing) {
    assertThat(problemsOf(Mistaken.MINIMAL.replace(period, nothing)))
        .containsExactly("grid: the grid's period must be at least 1 microsecond: micros=0/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time: {disorder: 36501d}| time.disorder",
        "time: {wait: 36501d}| time.wait",
        "time: {max-gap: 36501d}| time.max-gap",
        "time: {max-ahead: 36501d}| time.max-ahead",
        "time: {idle-flush: 36501d}| time.idle-flush",
        "input: {topics: [x], out-of-orderness: 36501d}| input.out-of-orderness",
        "input: {topics: [x], idle-after: 36501d}| input.idle-after"
      })
  void shouldTellTimesBeyondAHundredYears(String yaml, String key) {
    assertThat(problemsOf(Mistaken.MINIMAL + yaml + "\n"))
        .containsExactly(key + ": longer than 100 years: value=36501 d");
    assertThat(problemsOf(Mistaken.MINIMAL + yaml.replace("36501d", "36500d") + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "execution: {parallelism: 129}| execution.parallelism: more than max-parallelism: "
            + "parallelism=129, max-parallelism=128",
        "execution: {checkpoint-interval: 9ms}| execution.checkpoint-interval: "
            + "shorter than Flink can do: least=10 ms, value=9 ms",
        "execution: {checkpoint-timeout: 0s}| execution.checkpoint-timeout: "
            + "shorter than Flink can do: least=10 ms, value=0 ms",
        "delivery: {transaction-timeout: 520s}| delivery.transaction-timeout: must outlast "
            + "checkpoint-interval + 4 × checkpoint-timeout + a restart, or Kafka aborts what a slow "
            + "checkpoint was about to commit: transaction-timeout=520 s, together=520 s",
        "delivery: {transaction-timeout: 25d}| delivery.transaction-timeout: longer than Kafka can "
            + "count: most=2147483647 ms, value=25 d"
      })
  void shouldTellWhatFlinkAndKafkaCannotDo(String yaml, String problem) {
    assertThat(problemsOf(Mistaken.MINIMAL + yaml + "\n")).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acks: 1| acks: contradicts exactly-once: write all: key=acks",
        "enable.idempotence: false| enable.idempotence: contradicts exactly-once: leave it out: "
            + "key=enable.idempotence",
        "transactional.id: mine| transactional.id: contradicts exactly-once: leave it out: "
            + "key=transactional.id",
        "max.in.flight.requests.per.connection: 6| max.in.flight.requests.per.connection: "
            + "contradicts exactly-once: write 5 at most: key=max.in.flight.requests.per.connection"
      })
  void shouldTellClientPropertiesThatContradictExactlyOnce(String property, String problem) {
    String kafka = "kafka: {bootstrap-servers: b, properties: {" + property + "}}\n";
    assertThat(problemsOf(Mistaken.MINIMAL + kafka)).containsExactly("kafka.properties." + problem);
    assertThat(problemsOf(Mistaken.MINIMAL + kafka + "delivery: {guarantee: at-least-once}\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acks: all",
        "acks: -1",
        "enable.idempotence: true",
        "max.in.flight.requests.per.connection: 5"
      })
  void shouldTakeClientPropertiesThatGoWithExactlyOnce(String property) {
    String kafka = "kafka: {bootstrap-servers: b, properties: {" + property + "}}\n";
    assertThat(problemsOf(Mistaken.MINIMAL + kafka)).isEmpty();
  }

  @Test
  void shouldTellARequestTooSmallForWhatIsRejected() {
    String kafka = "kafka: {bootstrap-servers: b, properties: {max.request.size: 16383}}\n";
    assertThat(problemsOf(Mistaken.MINIMAL + kafka))
        .containsExactly(
            "kafka.properties.max.request.size: too small for what is rejected: least=16384");
    assertThat(problemsOf(Mistaken.MINIMAL + kafka.replace("16383", "16384"))).isEmpty();
  }

  @Test
  void shouldLetAShortTransactionPassWhereThereIsNone() {
    assertThat(
            problemsOf(
                Mistaken.MINIMAL
                    + "delivery: {guarantee: at-least-once, transaction-timeout: 1s}\n"))
        .isEmpty();
  }

  @Test
  void shouldTellTopicsThatAreWrittenTwiceOrReadAgain() {
    String yaml =
        Mistaken.MINIMAL
            .replace("{features: {topic: results}}", "{y: {topic: t}, x: {topic: t}}")
            .replace("topic: rejected", "topic: t");
    assertThat(problemsOf(yaml + "input: {topics: [u, t, f]}\nframes: {topic: f}\n"))
        .containsExactly(
            "outputs.x.topic: each output needs a topic of its own: topic=t, also=outputs.y",
            "rejected.topic: each output needs a topic of its own: topic=t, also=outputs.y",
            "outputs.y.topic: the job would read what it writes: topic=t",
            "frames.topic: the job would read what it writes: topic=f");
    assertThat(problemsOf(yaml + "frames: {topic: t}\n"))
        .contains("frames.topic: each output needs a topic of its own: topic=t, also=outputs.y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a topic", "a/b", "..", "größe"})
  void shouldTellNamesThatNoTopicHas(String name) {
    String problem =
        ": no name that Kafka takes, which is up to 249 letters, digits, '.', '_' and '-': topic="
            + name;
    String yaml = Mistaken.MINIMAL.replace("topic: results", "topic: '" + name + "'");
    assertThat(problemsOf(yaml)).containsExactly("outputs.features.topic" + problem);
    assertThat(problemsOf(Mistaken.MINIMAL + "input: {topics: ['" + name + "']}\n"))
        .containsExactly("input.topics" + problem);
  }

  @Test
  void shouldTellATopicNameThatIsTooLong() {
    String longest = "a".repeat(249);
    assertThat(problemsOf(Mistaken.MINIMAL.replace("topic: results", "topic: " + longest)))
        .isEmpty();
    assertThat(problemsOf(Mistaken.MINIMAL.replace("topic: results", "topic: a" + longest)))
        .hasSize(1);
  }

  @Test
  void shouldTellThatNoPartitionCanBeIdleAtOnce() {
    assertThat(problemsOf(Mistaken.MINIMAL + "input: {topics: [x], idle-after: 0s}\n"))
        .containsExactly("input.idle-after: must be above 0, or every partition is idle always");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers: c, kafka.bootstrap-servers",
    "group.id: c, input.group",
    "auto.offset.reset: latest, input.start",
    "transaction.timeout.ms: 1000, delivery.transaction-timeout"
  })
  void shouldTellClientPropertiesThatHaveAKeyOfTheirOwn(String property, String key) {
    String kafka = "kafka: {bootstrap-servers: b, properties: {" + property + "}}\n";
    String name = property.substring(0, property.indexOf(':'));
    assertThat(problemsOf(Mistaken.MINIMAL + kafka))
        .containsExactly("kafka.properties." + name + ": has a key of its own: write " + key);
  }

  @Test
  void shouldTellADeviceThatIsForgottenBeforeWhatItHolds() {
    String time = "time: {disorder: 1ms, wait: 1ms, max-gap: 20ms, idle-flush: 20ms, ";
    assertThat(problemsOf(Mistaken.MINIMAL + time + "forget-after: 1s}\n"))
        .containsExactly(
            "time.forget-after: must be longer than the longest max-age: forget-after=1 s, "
                + "longest max-age=1 s");
    assertThat(problemsOf(Mistaken.MINIMAL + time + "forget-after: 1001ms}\n")).isEmpty();
  }

  @Test
  void shouldTellAnIdleFlushThatDoesNotWaitForStragglers() {
    assertThat(
            problemsOf(Mistaken.MINIMAL + "time: {disorder: 200ms, wait: 900ms, idle-flush: 1s}\n"))
        .containsExactly(
            "time.idle-flush: must not be shorter than disorder + the longest wait, or a device's "
                + "tail is released before its stragglers may come: idle-flush=1 s, "
                + "disorder + wait=1100 ms");
  }

  @Test
  void shouldTakeTheLongestWaitFromMeasuredChannelsOnly() {
    String channels = "{name: a, wait: 100ms}, {name: n, norm-of: [a]}";
    assertThat(
            problemsOf(
                Mistaken.MINIMAL.replace("{name: a}", channels)
                    + "time: {disorder: 200ms, wait: 900ms, idle-flush: 1s}\n"))
        .isEmpty();
  }

  private static List<String> problemsOf(String yaml) {
    return ConfigCheck.problemsOf(Mistaken.parse(yaml, Map.of()));
  }
}
