/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that users start: which JVM with which flags, and what they get to read. */
class LauncherIT {

  private static final Path LAUNCHER = Path.of("../../tapline").toAbsolutePath().normalize();
  private static final Path MODEL = LAUNCHER.resolveSibling("deploy/examples/onnx/motion-tcn.onnx");
  private static final String VECTOR_MODULE = "--add-modules jdk.incubator.vector";
  private static final String QUIET_OPTIONS =
      "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

  /** By its time the launcher tells whether a build is missing: this one, of this very moment. */
  private static final Path BUILT = Path.of("target/built");

  private static FileTime earlierBuild;

  @TempDir Path folder;

  @BeforeAll
  static void leaveTheBuildToThisOne() throws IOException {
    if (Files.exists(BUILT)) {
      earlierBuild = Files.getLastModifiedTime(BUILT);
    } else {
      Files.createFile(BUILT);
    }
    Files.setLastModifiedTime(BUILT, FileTime.from(Instant.now()));
  }

  @AfterAll
  static void forgetIt() throws IOException {
    if (earlierBuild == null) {
      Files.delete(BUILT);
    } else {
      Files.setLastModifiedTime(BUILT, earlierBuild);
    }
  }

  @Test
  void shouldWriteOneLineWhereTheInputIsAtFault() throws Exception {
    Path absent = folder.resolve("absent.onnx");
    Path scores = folder.resolve("scores.csv");
    for (int i = 0; i < 5; i++) {
      Invocation run =
          launch(
              Map.of(), "model", "run", "--model", absent, "--input", absent, "--output", scores);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.errLines()).hasSize(1);
      assertThat(run.err()).contains(absent.toString());
    }
  }

  @Test
  void shouldComputeWithoutAWarning() throws Exception {
    Path scores = folder.resolve("scores.csv");
    Path frames = MODEL.resolveSibling("frames.csv");

    Invocation run =
        launch(Map.of(), "model", "run", "--model", MODEL, "--input", frames, "--output", scores);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Wrote 200 rows");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void shouldPlanTheShippedPipeline() throws Exception {
    Path config = LAUNCHER.resolveSibling("deploy/examples/plant/pipeline.yaml");

    Invocation plan = launch(Map.of(), "plan", "--config", config);

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.err()).isEmpty();
    assertThat(plan.out()).startsWith("Plan of plant-faults").contains("result-sink-fault-scores");
  }

  @Test
  void shouldTellWhyAJvmDoesNotStart() throws Exception {
    Invocation run = launch(Map.of("TAPLINE_OPTS", "-XnoSuchOption"), "model", "run");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Unrecognized option: -XnoSuchOption");
  }

  @Test
  void shouldAddTheVectorModuleWhereSomethingIsComputed() throws Exception {
    Map<String, String> java =
        javaThatPrintsItsArguments("java.base@17.0.1 jdk.incubator.vector@17.0.1");

    assertThat(launch(java, "run", "--config", "pipeline.yaml").out()).contains(VECTOR_MODULE);
    assertThat(launch(java, "model", "run").out()).contains(VECTOR_MODULE);
    assertThat(launch(java, "model", "check", MODEL).out()).doesNotContain(VECTOR_MODULE);
    assertThat(launch(java, "run", "--help").out()).doesNotContain(VECTOR_MODULE);
  }

  /** A JVM that is told to add a module that it does not have does not start. */
  @Test
  void shouldDoWithoutTheVectorModuleWhereTheJdkHasNone() throws Exception {
    Map<String, String> java = javaThatPrintsItsArguments("java.base@17.0.1 java.logging@17.0.1");

    assertThat(launch(java, "model", "run").out())
        .contains("io.tapline.cli.Tapline model run")
        .doesNotContain("jdk.incubator.vector");
  }

  @Test
  void shouldSilenceTheWarningsOfAJvmThatHasThem() throws Exception {
    for (String version : List.of("24", "25.0.3")) {
      Map<String, String> java = javaThatPrintsItsArguments("java.base@" + version);

      for (String command : List.of("run", "plan", "bench")) {
        assertThat(launch(java, command).out()).contains(QUIET_OPTIONS);
      }
    }
  }

  /** A JVM that is given an option that it does not know does not start. */
  @Test
  void shouldGiveAnOlderJvmNoOptionThatItDoesNotKnow() throws Exception {
    for (String version : List.of("17.0.1", "21.0.2", "23")) {
      Map<String, String> java = javaThatPrintsItsArguments("java.base@" + version);

      assertThat(launch(java, "run").out())
          .contains("io.tapline.cli.Tapline run")
          .doesNotContain("--enable-native-access", "--sun-misc-unsafe-memory-access");
    }
  }

  @Test
  void shouldRefuseAnOldJava() throws Exception {
    Map<String, String> java = javaThatPrintsItsArguments("java.base@11.0.2");

    Invocation run = launch(java, "model", "run");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains("version 17 or later", "found=11");
  }

  private Map<String, String> javaThatPrintsItsArguments(String modules) throws IOException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = --list-modules ]; then printf '%%s\\n' %s; else echo "$@"; fi
        """
            .formatted(modules));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Map.of("JAVA_HOME", folder.resolve("jdk").toString());
  }

  private Invocation launch(Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString());
    builder.command().addAll(List.of(arguments).stream().map(Object::toString).toList());
    builder.redirectOutput(out.toFile()).environment().putAll(environment);
    Process process = builder.start();
    // To its end: what a JVM that does not start says may come after its exit.
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Invocation(process.waitFor(), Files.readString(out), err);
  }
}
