/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  private static final String SECRET = "hunter2-2f9d";

  private static final Map<String, String> VARIABLES =
      Map.of("A", "alpha", "B", "beta", "ODD", "$${x} ${env:A} ${env:ODD} ${sys:user.home}");

  @ParameterizedTest
  @CsvSource({
    "'${env:A}', alpha",
    "'<${env:A}-${env:B}>', <alpha-beta>",
    "'$${env:A}', '${env:A}'",
    "'$${x} ${env:A} $ $$', '${x} alpha $ $$'",
    "'${env:NOT_SET:-a default}', 'a default'",
    "'${env:A:-a default}', 'alpha'",
    "'a}b', 'a}b'"
  })
  void shouldResolveVariablesOfTheEnvironment(String written, String resolved) {
    assertThat(nameFrom(written)).isEqualTo(resolved);
  }

  @Test
  void shouldTakeAValueAsItIsWhateverItHolds() {
    assertThat(nameFrom("${env:ODD}")).isEqualTo(VARIABLES.get("ODD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${env:NOT_SET}",
        "${env:}",
        "${A}",
        "${sys:user.home}",
        "${script:javascript:1+1}",
        "${file:UTF-8:/etc/passwd}",
        "${base64Decoder:YQ==}",
        "${env:${env:A}}"
      })
  void shouldTellByItsPlaceWhatIsNotAVariableThatIsSet(String written) {
    assertThat(Mistaken.problemsOf(withName(written), VARIABLES))
        .containsExactly(
            "p.yaml:1: name: not an environment variable that is set: set it; only ${env:NAME} and "
                + "${env:NAME:-default} are resolved, and $${ stands for a plain ${: value="
                + written);
  }

  @Test
  void shouldTellAVariableThatIsNotClosed() {
    assertThat(Mistaken.problemsOf(withName("a${env:A"), VARIABLES))
        .containsExactly(
            "p.yaml:1: name: a variable without its }; $${ stands for a plain ${: value=a${env:A");
  }

  @Test
  void shouldTellAnUnsetVariableOnceEvenWhereItsTextWouldBreakARule() {
    assertThat(
            Mistaken.problemsOf(
                Mistaken.MINIMAL + "time: {wait: '${env:W}', duplicates: '${env:D}'}\n", VARIABLES))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("not an environment variable"));
  }

  @Test
  void shouldResolveTextsInEverySection() {
    PipelineConfig config =
        Mistaken.parse(
            Mistaken.MINIMAL.replace("10ms", "'${env:PERIOD}'")
                + "kafka: {bootstrap-servers: '${env:A}:1', properties: {p: '${env:B}'}}\n"
                + "input: {topics: [x, '${env:A}']}\n"
                + "delivery: {guarantee: '${env:G}'}\n",
            Map.of("A", "alpha", "B", "beta", "PERIOD", "20ms", "G", "at-least-once"));

    assertThat(config.kafka().bootstrapServers()).isEqualTo("alpha:1");
    assertThat(config.kafka().properties()).containsExactly(Map.entry("p", "beta"));
    assertThat(config.input().topicNames()).containsExactly("x", "alpha");
    assertThat(config.grid().period()).hasMillis(20);
    assertThat(config.delivery().guarantee()).isEqualTo(DeliveryConfig.Guarantee.AT_LEAST_ONCE);
  }

  @Test
  void shouldNotShowASecretInTheConfiguration() {
    PipelineConfig config =
        Mistaken.parse(
            Mistaken.MINIMAL
                + "kafka: {bootstrap-servers: b, properties: {sasl.jaas.config: '${env:S}'}}\n",
            Map.of("S", SECRET));

    assertThat(config.kafka().clientProperties()).containsEntry("sasl.jaas.config", SECRET);
    assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain(SECRET);
    assertThat(config.kafka().toString()).doesNotContain(SECRET);
  }

  /** Puts the secret, through a variable, in the place of every value in turn. */
  @Test
  void shouldNotShowASecretInAnyMessage() throws Exception {
    String yaml;
    try (var resource = getClass().getResourceAsStream("every-key.yaml")) {
      yaml = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> problems = new ArrayList<>();
    for (String line : yaml.lines().toList()) {
      if (!line.matches(".*\\w: \\S.*")) {
        continue;
      }
      String secret = line.replaceFirst(": \\S.*", ": '\\${env:S}'");
      problems.addAll(Mistaken.problemsOf(yaml.replace(line, secret), Map.of("S", SECRET)));
    }
    assertThat(problems)
        .hasSizeGreaterThan(25)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .matches("p\\.yaml:\\d+: .*")
                    .contains("${env:S}")
                    .doesNotContain(SECRET));
  }

  @Test
  void shouldNotShowASecretThatIsWrittenOut() {
    String registry = "schema-registry: {url: 'http://r', user: u, password: 12345}";
    assertThat(
            Mistaken.problemsOf(
                Mistaken.MINIMAL + "input: {topics: [a], " + registry + "}\n", Map.of()))
        .singleElement()
        .asString()
        .contains("password: the wrong kind of value: expected=text, found=number")
        .doesNotContain("12345");
  }

  private static String nameFrom(String written) {
    return Mistaken.parse(withName(written), VARIABLES).name();
  }

  private static String withName(String name) {
    return Mistaken.MINIMAL.replace("name: job", "name: '" + name + "'");
  }
}
