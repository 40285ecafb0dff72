/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.recurrent.SimpleRnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of the last step of windows, run from frame to frame. */
class ContinuousWindowTest {
  @TempDir private Path folder;
  private Path model;
  private Path frames;

  @BeforeEach
  void writeAModelAndFrames() throws IOException {
    Layer sums =
        SimpleRnn.named("sums")
            .units(1)
            .kernel(1)
            .recurrent(1)
            .activation(Activation.LINEAR)
            .build();
    model = write("sums.yaml", sums, TimeCollapse.step("last", -1));
    frames = Files.writeString(folder.resolve("x.csv"), "a\n1\n2\n3\n4\n5\n");
  }

  private Path write(String name, Layer... layers) throws IOException {
    Path file = folder.resolve(name);
    NetworkGraph graph = NetworkGraph.sequence(1, List.of(layers), "out");
    ModelFile.write(file, new Model("sums", "1", OptionalInt.of(2), Optional.empty(), graph));
    return file;
  }

  @Test
  void shouldGoOnThroughTheStream() throws IOException {
    Path rows = folder.resolve("y.csv");

    assertThat(run(rows).exitCode()).isZero();
    assertThat(Files.readAllLines(rows)).hasSize(1 + 2);
    assertThat(run(rows, "--window", "continuous").exitCode()).isZero();

    assertThat(Files.readAllLines(rows).stream().skip(1).mapToDouble(Double::parseDouble))
        .containsExactly(1.0, 3.0, 6.0, 10.0, 15.0);
  }

  @Test
  void shouldSayInTheCheckThatNumbersDiffer() {
    Invocation check = Invocation.of("model", "check", model, "--window", "continuous");

    assertThat(check.exitCode()).isZero();
    assertThat(check.out())
        .contains("numbers differ from those of the windows", "trained frames=2")
        .doesNotContain("Windows: ");
    assertThat(Invocation.of("model", "check", model).out()).doesNotContain("numbers differ");
  }

  @Test
  void shouldRefuseWhatIsNoLastStepOfARecurrentLayer() throws IOException {
    Path mean = write("mean.yaml", TimeCollapse.of("mean", TimeCollapse.Kind.AVERAGE));

    Invocation refused = Invocation.of("model", "check", mean, "--window", "continuous");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.errLines())
        .singleElement()
        .asString()
        .contains("mean.yaml: model cannot run with window continuous", "layer=mean");
  }

  @Test
  void shouldRefuseOtherTextsAndAHop() {
    assertThat(Invocation.of("model", "check", model, "--window", "endless").errLines())
        .singleElement()
        .asString()
        .contains("--window must be a number of frames, or continuous: got=endless");
    assertThat(Invocation.of("model", "check", model, "--window=continuous", "--hop=2").errLines())
        .singleElement()
        .asString()
        .contains("--hop is of windows");
  }

  private Invocation run(Path rows, Object... options) {
    Object[] all = {"model", "run", "--model", model, "--input", frames, "--output", rows};
    Object[] arguments = Arrays.copyOf(all, all.length + options.length);
    System.arraycopy(options, 0, arguments, all.length, options.length);
    return Invocation.of(arguments);
  }
}
