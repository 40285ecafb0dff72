/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code replay} refuses before it writes anything. */
class ReplayCommandTest {

  private static final String ROWS = "device,channel,timestamp_us,value\npump-1,pressure,1,2\n";

  private static final String FRAMES =
      "tapline: --frames would overwrite a recording; give it another name: file=";

  private static final String OUT =
      "tapline: --out would overwrite a recording; name another folder: file=";

  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void copyPlant() throws IOException {
    config = Examples.copyOfPlant(folder, "127.0.0.1:1");
  }

  @Test
  void shouldNotOverwriteARecordingByFramesUnderAnyOfItsNames() throws IOException {
    Path recording = Files.writeString(folder.resolve("a.csv"), ROWS);
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), recording);
    Path roundabout = Files.createDirectory(folder.resolve("sub")).resolve("../a.csv");
    Path relative = Path.of("").toAbsolutePath().relativize(recording.toAbsolutePath());

    for (Path name : List.of(recording, link, roundabout, relative)) {
      assertThat(refused(recording, "--frames", name)).containsExactly(FRAMES + name);
      assertThat(refused(name, "--frames", recording)).containsExactly(FRAMES + recording);
    }
    assertThat(recording).hasContent(ROWS.strip());
    assertThat(link).isSymbolicLink();
  }

  @Test
  void shouldNotOverwriteARecordingByResultsOrWhatIsRejected() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), out);
    for (String name : List.of("fault-scores.csv", "rejected.csv")) {
      Path recording = Files.writeString(out.resolve(name), ROWS);

      assertThat(refused(recording, "--out", out)).containsExactly(OUT + recording);
      assertThat(refused(recording, "--out", linked)).containsExactly(OUT + linked.resolve(name));
      assertThat(recording).hasContent(ROWS.strip());
    }
  }

  @Test
  void shouldNotWriteFramesAndResultsIntoOneFile() throws IOException {
    Path recording = Files.writeString(folder.resolve("a.csv"), ROWS);
    Path frames = folder.resolve("out/../out/rejected.csv");
    Files.createDirectory(folder.resolve("out"));

    assertThat(refused(recording, "--out", folder.resolve("out"), "--frames", frames))
        .containsExactly(
            "tapline: --frames and --out would write one file; give it another name: file="
                + frames);
  }

  private List<String> refused(Path recording, Object... outputs) {
    List<Object> arguments =
        new ArrayList<>(List.of("replay", "--config", config, "--recording", recording));
    arguments.addAll(List.of(outputs));
    Invocation replay = Invocation.of(arguments.toArray());
    assertThat(replay.exitCode()).isEqualTo(2);
    return replay.errLines();
  }
}
