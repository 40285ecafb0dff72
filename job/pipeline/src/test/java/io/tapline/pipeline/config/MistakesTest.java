/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear line for every kind of mistake. */
class MistakesTest {

  private static final String NO_DURATION =
      "not a duration of at most 100 years, such as 2500us, 250ms, 10s, 5min, 1h, 1d: value=";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka: {bootstrap: b:1}| 7: kafka: a key is missing: key=bootstrap-servers",
        "time: {disorder: 10}| 7: time.disorder: " + NO_DURATION + "10",
        "time: {disorder: soon}| 7: time.disorder: " + NO_DURATION + "soon",
        "time: {disorder: -1s}| 7: time.disorder: " + NO_DURATION + "-1s",
        "time: {disorder: 1.5s}| 7: time.disorder: " + NO_DURATION + "1.5s",
        "time: {disorder: 1000ns}| 7: time.disorder: " + NO_DURATION + "1000ns",
        "time: {disorder: 999999999999999999d}| 7: time.disorder: "
            + NO_DURATION
            + "999999999999999999d",
        "time: {disorder: }| 7: time.disorder: " + NO_DURATION + "null",
        "time:| 7: time: the wrong kind of value: expected=mapping, found=nothing",
        "time: 3s| 7: time: the wrong kind of value: expected=mapping, found=text, value=3s",
        "time: [a]| 7: time: the wrong kind of value: expected=mapping, found=list",
        "window: endless| 7: window: "
            + "not one of the choices: choices=continuous, value=endless",
        "window: {}| 7: window: must not be empty",
        "window: 5| 7: window: "
            + "the wrong kind of value: expected=mapping or text, found=number, value=5",
        "time: {duplicates: both}| 7: time.duplicates: "
            + "not one of the choices: choices=first, last, mean, value=both",
        "time: {duplicates: {a: b}}| 7: time.duplicates: "
            + "not one of the choices: choices=first, last, mean, value={\"a\":\"b\"}",
        "input: {topics: []}| 7: input.topics: must not be empty",
        "input: {topics: ['']}| 7: input.topics[0]: must not be empty",
        "input: {topics: [x, y, x]}| 7: input.topics: "
            + "one of them is there twice: value=[\"x\",\"y\",\"x\"]",
        "input: {topics: x}| 7: input.topics: "
            + "the wrong kind of value: expected=list, found=text, value=x",
        "execution: {parallelism: 0}| 7: execution.parallelism: too small: least=1, value=0",
        "execution: {parallelism: 3000000000}| 7: execution.parallelism: "
            + "too large: most=32768, value=3000000000",
        "execution: {block-frames: 1.5}| 7: execution.block-frames: "
            + "the wrong kind of value: expected=whole number, found=number, value=1.5",
        "execution: {checkpoint-dir: true}| 7: execution.checkpoint-dir: "
            + "the wrong kind of value: expected=text, found=boolean, value=true",
        "kafka: {bootstrap-servers: b, properties: {a: [1]}}| 7: kafka.properties.a: "
            + "the wrong kind of value: expected=text or number or boolean, found=list"
      })
  void shouldTellPlaceAndMistake(String yaml, String problem) {
    assertThat(Mistaken.problemsOf(Mistaken.MINIMAL + yaml + "\n")).contains("p.yaml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: job| name: 7| p.yaml:1: name: "
            + "the wrong kind of value: expected=text, found=number, value=7",
        "name: job| name: ''| p.yaml:1: name: must not be empty",
        "name: job| model: x.yaml| p.yaml:4: this is not YAML that can be read: "
            + "Duplicate field 'model'",
        "{period: 10ms}| {period: 1s, origin-micros: 99999999999999999999}| "
            + "p.yaml:2: grid.origin-micros: "
            + "too large: most=253402300799999999, value=99999999999999999999",
        "{period: 10ms}| &period {period: 10ms}| ",
        "[{name: a}]| []| p.yaml:3: channels: must not be empty",
        "{name: a}| {name: a, scale: 1x}| p.yaml:3: channels[0].scale: "
            + "the wrong kind of value: expected=number, found=text, value=1x",
        "{name: a}| {name: a}, {name: n, norm-of: []}| p.yaml:3: channels[1].norm-of: "
            + "must not be empty",
        "{name: a}| {name: a}, {name: n, norm-of: [a, a]}| p.yaml:3: channels[1].norm-of: "
            + "one of them is there twice: value=[\"a\",\"a\"]",
        "{name: a}| {name: a}, {name: n, norm-of: a}| p.yaml:3: channels[1].norm-of: "
            + "the wrong kind of value: expected=list, found=text, value=a",
        "{name: a}| {name: a}, {name: n, norm-of: }| p.yaml:3: channels[1].norm-of: "
            + "the wrong kind of value: expected=list, found=nothing",
        "{name: a}| {name: a}, {name: n, norm-of: [2]}| p.yaml:3: channels[1].norm-of[0]: "
            + "the wrong kind of value: expected=text, found=number, value=2",
        "model: model.yaml| model: *m| p.yaml:4: aliases are not resolved: "
            + "write the value itself: alias=*m",
        "{name: a}| {name: a, scale: -1e999}| p.yaml:3: not a finite number: value=-1e999",
        "name: job| name: 1e999| p.yaml:1: not a finite number: value=1e999",
        "{topic: results}| {}| p.yaml:5: outputs.features: a key is missing: key=topic",
        "{features: {topic: results}}| {}| p.yaml:5: outputs: must not be empty"
      })
  void shouldTellMistakeInARequiredKey(String right, String wrong, String problem) {
    List<String> problems = Mistaken.problemsOf(Mistaken.MINIMAL.replace(right, wrong));
    assertThat(problems).isEqualTo(problem == null ? List.of() : List.of(problem));
  }

  @Test
  void shouldTellUnknownKeysWithTheKnownOnes() {
    assertThat(Mistaken.problemsOf(Mistaken.MINIMAL + "tim: {}\ntime: {max-hold: 1s}\n"))
        .containsExactly(
            "p.yaml:7: unknown key: key=tim, known=name, kafka, input, grid, time, channels, model,"
                + " layout, model-limit, window, warm-up, outputs, frames, rejected, delivery, execution, recordings",
            "p.yaml:8: time: unknown key: key=max-hold, known=disorder, wait, max-gap, max-ahead,"
                + " idle-flush, forget-after, reset-after, duplicates");
    assertThat(Mistaken.problemsOf(Mistaken.MINIMAL.replace("{name: a}", "{name: a, sacle: 2}")))
        .containsExactly(
            "p.yaml:3: channels[0]: unknown key: key=sacle, known=name, norm-of, sum-of,"
                + " difference-of, product-of, ratio-of, change-of, observed-of, filled-of, missing-of,"
                + " aggregate, fill, max-age, look-ahead, constant, wait, duplicates, late,"
                + " valid-range, time-offset, scale, offset");
    assertThat(Mistaken.problemsOf(Mistaken.MINIMAL.replace("topic: results", "topics: [a]")))
        .containsExactly(
            "p.yaml:5: outputs.features: a key is missing: key=topic",
            "p.yaml:5: outputs.features: unknown key: key=topics, known=topic");
  }

  @Test
  void shouldTellAllMistakesTogetherInTheOrderOfTheFile() {
    String yaml =
        """
        channels:
          - {name: a, fill: held}
          - name: b
            scale: big
        time: {wait: long}
        model: m.yaml
        outputs: {features: {topic: ''}}
        rejected: {topic: rejected}
        grid: {period: '${env:PERIOD}'}
        nmae: job
        """;
    assertThat(Mistaken.problemsOf(yaml))
        .containsExactly(
            "p.yaml:1: a key is missing: key=name",
            "p.yaml:2: channels[0].fill: not one of the choices: choices=hold, linear, constant, value=held",
            "p.yaml:4: channels[1].scale: the wrong kind of value: expected=number, found=text, "
                + "value=big",
            "p.yaml:5: time.wait: " + NO_DURATION + "long",
            "p.yaml:7: outputs.features.topic: must not be empty",
            "p.yaml:9: grid.period: not an environment variable that is set: set it; only "
                + "${env:NAME} and ${env:NAME:-default} are resolved, and $${ stands for a plain ${: value=${env:PERIOD}",
            "p.yaml:10: unknown key: key=nmae, known=name, kafka, input, grid, time, channels, "
                + "model, layout, model-limit, window, warm-up, outputs, frames, rejected, delivery, execution, recordings");
  }

  @Test
  void shouldTellAMistakeInOneLineWhateverTheValue() {
    assertThat(Mistaken.problemsOf(Mistaken.MINIMAL + "time: {wait: \"a\\nb\", \"c\\nd\": 1}\n"))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).doesNotContain("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# a comment\n", "---\n"})
  void shouldTellThatTheFileIsEmpty(String yaml) {
    assertThat(Mistaken.problemsOf(yaml))
        .hasSize(1)
        .allSatisfy(problem -> assertThat(problem).startsWith("p.yaml"));
    assertThat(Mistaken.problemsOf("")).containsExactly("p.yaml: the file is empty");
  }

  @Test
  void shouldTellWhereTheTextStopsBeingYaml() {
    assertThat(Mistaken.problemsOf("name: a\nmodel: [x\n"))
        .containsExactly(
            "p.yaml:3: this is not YAML that can be read: while parsing a flow sequence, "
                + "expected ',' or ']', but got <stream end>");
    assertThat(Mistaken.problemsOf("name: a\n\tmodel: x\n"))
        .singleElement()
        .asString()
        .startsWith("p.yaml:2: this is not YAML that can be read: ")
        .contains("TAB");
    assertThat(Mistaken.problemsOf("name: a: b\n"))
        .containsExactly(
            "p.yaml:1: this is not YAML that can be read: mapping values are not allowed here");
    assertThat(Mistaken.problemsOf("hello"))
        .containsExactly(
            "p.yaml:1: the wrong kind of value: expected=mapping, found=text, value=hello");
  }

  @Test
  void shouldRefuseASecondDocument() {
    assertThat(Mistaken.problemsOf(Mistaken.MINIMAL + "---\nname: other\n"))
        .containsExactly("p.yaml:8: a second document begins: a pipeline is one document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: .nan", "name: \u0001", "? [a]\n: b", "- - {a: *x}", "%YAML 9"})
  void shouldTellOddYamlInOneLine(String yaml) {
    assertThat(Mistaken.problemsOf(yaml)).isNotEmpty();
  }

  @Test
  void shouldNotOverflowOnDeepNesting() {
    assertThat(Mistaken.problemsOf("[".repeat(100_000))).hasSize(1);
    assertThat(Mistaken.problemsOf("{a: ".repeat(100_000))).hasSize(1);
  }
}
