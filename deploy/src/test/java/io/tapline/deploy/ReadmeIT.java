/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of deploy/standalone/README.md, one after the other, as they stand there. */
class ReadmeIT {

  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```bash\n(.*?)^```$");

  @TempDir Path folder;
  private Standalone cluster;

  @BeforeEach
  void choosePorts() throws Exception {
    cluster = new Standalone(folder.resolve("run"));
  }

  @AfterEach
  void stop() throws Exception {
    cluster.run("stop-all");
  }

  @Test
  void shouldRunAsWritten() throws Exception {
    SmallJob.write(folder, "readme", cluster.bootstrapServers());
    Path scripts = Files.createSymbolicLink(folder.resolve("deploy"), Script.DEPLOY);

    Script.Outcome outcome =
        Script.run(cluster.environment(), folder, List.of("bash", "-ec", commands()));
    Files.delete(scripts);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("taskmanager-2", "RUNNING", "CHECKPOINT file:" + folder.resolve("run"));
    assertThat(cluster.pids()).isEmpty();
  }

  private static String commands() throws Exception {
    return COMMANDS
        .matcher(Files.readString(Script.STANDALONE.resolve("README.md")))
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining());
  }
}
