/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say before they do anything: they need no build for it, and start nothing. */
class ScriptUsageTest {

  @TempDir Path run;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start-broker",
        "start-cluster",
        "create-topics",
        "submit",
        "savepoint",
        "status",
        "stop-all"
      })
  void shouldExplainItself(String script) throws Exception {
    Script.Outcome outcome = attempt(script, "--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith(script).contains("TAPLINE_RUN");
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "start-broker --port 1 | unknown argument: argument=--port; see start-broker --help",
        "start-cluster --task-managers 0 | not a count: --task-managers=0; give a number from 1 to 9999",
        "start-cluster --slots two | not a count: --slots=two; give a number from 1 to 9999",
        "start-cluster --slots | option needs a value: option=--slots; see start-cluster --help",
        "start-cluster -Dstate | not a setting: argument=-Dstate; give -Dkey=value",
        "start-cluster 3 | unknown argument: argument=3; see start-cluster --help",
        "create-topics | which topics? give --config FILE or names; see create-topics --help",
        "create-topics --config a.yaml | no such file: --config=a.yaml",
        "create-topics --config a.yaml b | either --config or names: topic=b; see create-topics --help",
        "create-topics --partitions x b | not a count: --partitions=x; give a number from 1 to 9999",
        "submit | which job? give --config FILE; see submit --help",
        "submit --config a.yaml | no such file: --config=a.yaml",
        "submit --config pom.xml --from x | neither savepoint nor checkpoint: --from=x; name the folder that holds _metadata",
        "submit --config pom.xml --parallelism 1.5 | not a count: --parallelism=1.5; give a number from 1 to 9999",
        "savepoint | which job? give the id that submit printed; see savepoint --help",
        "savepoint --stop=now | unknown argument: argument=--stop=now; see savepoint --help",
        "status all | unknown argument: argument=all; see status --help",
        "stop-all now | unknown argument: argument=now; see stop-all --help"
      })
  void shouldSayInOneLineWhatIsWrong(String command, String message) throws Exception {
    List<String> words = List.of(command.split(" "));

    Script.Outcome outcome =
        attempt(words.get(0), words.subList(1, words.size()).toArray(String[]::new));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo(words.get(0) + ": " + message);
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "savepoint | not-an-id | not a job id: job=not-an-id; give the 32 digits",
        "create-topics | readings | no broker was started: run="
      })
  void shouldSayWhatToDoFirst(String script, String argument, String message) throws Exception {
    Script.Outcome outcome = attempt(script, argument);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith(script + ": " + message).hasLineCount(1);
  }

  @Test
  void shouldRefuseAnOldJava() throws Exception {
    Path java = Files.createDirectories(run.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

    Script.Outcome outcome =
        Script.run(
            Map.of("TAPLINE_RUN", run.toString(), "JAVA_HOME", run.resolve("jdk").toString()),
            "start-broker");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "start-broker: Java is too old: version=11, command="
                + java
                + "; install a JDK 17 or later, or fix JAVA_HOME");
  }

  @Test
  void shouldEndNoProcessThatItDidNotStart() throws Exception {
    Path pidFile = Files.createDirectories(run.resolve("pid")).resolve("broker.pid");
    Files.writeString(pidFile, String.valueOf(ProcessHandle.current().pid()));

    assertThat(attempt("status").exitCode()).isEqualTo(1);
    Script.Outcome outcome = attempt("stop-all");

    assertThat(outcome.err()).isEqualTo("had ended: broker");
    assertThat(pidFile).doesNotExist();
  }

  private Script.Outcome attempt(String script, String... arguments) throws Exception {
    return Script.run(Map.of("TAPLINE_RUN", run.toString()), script, arguments);
  }
}
