/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.recurrent.SimpleRnn;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration and model together. */
class PipelineLoaderTest {

  @TempDir private Path folder;

  @Test
  void shouldLoadAConfigurationWithItsModel() throws Exception {
    Pipeline pipeline = Models.pipeline(folder, Models.CONFIG);

    assertThat(pipeline.config().name()).isEqualTo("job");
    assertThat(pipeline.alignment().layout().measuredNames()).containsExactly("a", "b");
    assertThat(pipeline.model().name()).isEqualTo("small");
    assertThat(pipeline.model().version()).isEqualTo("3");
    assertThat(pipeline.model().outputNames()).containsExactly("features");
    assertThat(pipeline.model().network().fingerprint())
        .isEqualTo(Models.model().network().fingerprint());
  }

  @Test
  void shouldCountDerivedChannelsAmongThoseThatTheModelTakes() throws Exception {
    String norm = "{name: n, norm-of: [a]}, {name: a}";
    Pipeline pipeline =
        Models.pipeline(folder, Models.CONFIG.replace("{name: a}, {name: b}", norm));
    assertThat(pipeline.alignment().layout().width()).isEqualTo(2);
    assertThat(pipeline.alignment().layout().measuredNames()).containsExactly("a");

    assertThat(problemsOf(Models.write(folder, Models.CONFIG.replace("{name: a}", norm))))
        .containsExactly(
            "p.yaml: channels: the model takes another number of them: configured=3, "
                + "model small expects=2");
  }

  @Test
  void shouldFindTheModelFromTheFolderOfTheConfiguration() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    ModelFile.write(folder.resolve("above.yaml"), Models.model());
    Path config = inner.resolve("p.yaml");
    Files.writeString(config, Models.CONFIG.replace("model.yaml", "../above.yaml"));
    assertThat(Pipeline.load(config).model().name()).isEqualTo("small");

    Files.writeString(
        config, Models.CONFIG.replace("model.yaml", "'" + folder.resolve("above.yaml") + "'"));
    assertThat(Pipeline.load(config).model().name()).isEqualTo("small");
  }

  @Test
  void shouldLoadFramesWithoutAModel() throws Exception {
    String frames = Models.CONFIG.replaceAll("(?m)^(model|outputs|rejected): .*\n", "");
    Path config = Files.writeString(folder.resolve("p.yaml"), frames);

    Pipeline pipeline = Pipeline.load(config, Purpose.FRAMES);
    assertThat(pipeline.model()).isNull();
    assertThat(pipeline.alignment().layout().measuredNames()).containsExactly("a", "b");
    assertThat(problemsOf(config))
        .containsExactly(
            "p.yaml:1: a key is missing: key=model",
            "p.yaml:1: a key is missing: key=outputs",
            "p.yaml:1: a key is missing: key=rejected");

    Files.writeString(config, frames + "model: model.yaml\n");
    ModelFile.write(folder.resolve("model.yaml"), Models.model());
    assertThat(Pipeline.load(config, Purpose.FRAMES).model().name()).isEqualTo("small");
  }

  /** A task that could not read them would start, fail and start again. */
  @Test
  void shouldRefuseAModelThatTasksCouldNotRead() {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    graph.output("o", graph.add(new ActivationLayer("a\nb", Activation.ABS), NetworkGraph.INPUT));
    Model model = Model.of("m", "1", graph.build());
    assertThat(model.network().outputs()).hasSize(1);

    assertThatThrownBy(() -> new PipelineModel(model))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith("name must be a text of one line: layer=1, got=a?b");
  }

  @Test
  void shouldTellContradictionsAndWhatTheModelDoesNotFitTogether() throws Exception {
    String config =
        Models.CONFIG
            .replace("10ms", "0ms")
            .replace("{name: b}]", "{name: b}, {name: c}]")
            .replace("features:", "other:");
    assertThat(problemsOf(Models.write(folder, config)))
        .containsExactly(
            "p.yaml: grid: the grid's period must be at least 1 microsecond: micros=0/1",
            "p.yaml: channels: the model takes another number of them: configured=3, "
                + "model small expects=2",
            "p.yaml: outputs.other: the model has no such output: outputs=features",
            "p.yaml: outputs: no topic for an output of the model: output=features");
  }

  @Test
  void shouldTellContradictionsThoughTheModelIsMissing() throws Exception {
    Path config = Files.writeString(folder.resolve("p.yaml"), Models.CONFIG.replace("10ms", "0s"));
    assertThat(problemsOf(config))
        .containsExactly(
            "p.yaml: grid: the grid's period must be at least 1 microsecond: micros=0/1",
            "p.yaml: model: model.yaml: model file is not there: file="
                + folder.resolve("model.yaml"));
  }

  @Test
  void shouldTellThatTheWeightsAreCutShort() throws Exception {
    Path config = Models.write(folder, Models.CONFIG);
    Path weights = folder.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    for (int length : new int[] {0, 7, 8, whole.length / 2, whole.length - 1}) {
      Files.write(weights, Arrays.copyOf(whole, length));
      assertThat(problemsOf(config))
          .as("length=%d", length)
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem).startsWith("p.yaml: model: model.yaml: "));
    }
    Files.delete(weights);
    assertThat(problemsOf(config))
        .singleElement()
        .asString()
        .startsWith("p.yaml: model: model.yaml: weights file is not there: ");
  }

  @Test
  void shouldTellThatTheModelIsNoPath() throws Exception {
    assertThat(
            problemsOf(
                Models.write(folder, Models.CONFIG.replace("model.yaml", "\"model\\0.yaml\""))))
        .containsExactly("p.yaml: model: not a path: reason=Nul character not allowed");
  }

  @Test
  void shouldTellThatTheModelIsADirectory() throws Exception {
    assertThat(problemsOf(Models.write(folder, Models.CONFIG.replace("model.yaml", "'.'"))))
        .singleElement()
        .asString()
        .contains("model file is not there");
  }

  @Test
  void shouldRunAModelThatCollapsesTimeInTheWindowsOfTheConfiguration() throws Exception {
    Path config =
        writeWith(TimeCollapse.of("mean", TimeCollapse.Kind.AVERAGE), "{size: 8, hop: 3}");

    assertThat(Pipeline.load(config).model().network().window()).contains(new Window(8, 3));
  }

  @Test
  void shouldRunAModelOfALastStepContinuously() throws Exception {
    Layer sums = SimpleRnn.named("sums").units(1).kernel(1, 1).recurrent(1).build();
    Path config = writeWith("continuous", sums, TimeCollapse.step("last", -1));

    assertThat(Pipeline.load(config).model().network().window()).isEmpty();
  }

  @Test
  void shouldRefuseToRunAnotherModelContinuously() throws Exception {
    Path config = writeWith(TimeCollapse.of("mean", TimeCollapse.Kind.AVERAGE), "continuous");

    assertThat(problemsOf(config))
        .containsExactly(
            "p.yaml: model: model.yaml: model cannot run with window continuous, a layer needs all"
                + " frames of a window; run it in windows: layer=mean,"
                + " type=GlobalAveragePooling1D");
  }

  @Test
  void shouldGiveOneResultAWindowOfAModelThatKeepsTime() throws Exception {
    Layer relu = new ActivationLayer("above", Activation.RELU);

    Network network = Pipeline.load(writeWith(relu, "{size: 8, hop: 3}")).model().network();

    assertThat(network.window()).contains(new Window(8, 3));
    assertThat(network.outputs()).singleElement().extracting(NetworkOutput::channels).isEqualTo(16);
    List<float[]> results = new ArrayList<>();
    float[] frames = new float[14 * 2];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = i;
    }
    network
        .newProcessor()
        .process(
            frames,
            0,
            14,
            network.newState(),
            (output, frame, missing, values, offset) ->
                results.add(Arrays.copyOfRange(values, offset, offset + 16)));
    assertThat(results)
        .containsExactly(
            Arrays.copyOfRange(frames, 0, 16),
            Arrays.copyOfRange(frames, 6, 22),
            Arrays.copyOfRange(frames, 12, 28));
  }

  @Test
  void shouldRefuseAHopWithoutAKnownSize() throws Exception {
    assertThat(problemsOf(writeWith(new ActivationLayer("above", Activation.RELU), "{hop: 3}")))
        .containsExactly(
            "p.yaml: model: model.yaml: windows need a size, and the model declares no length;"
                + " give it: hop=3");
  }

  @Test
  void shouldRefuseResultsThatNoRequestHolds() throws Exception {
    Path config =
        writeWith(TimeCollapse.of("all", TimeCollapse.Kind.FLATTEN_FRAMES), "{size: 2048}");
    String small = "kafka: {properties: {max.request.size: 16384}, ";
    Files.writeString(config, Files.readString(config).replace("kafka: {", small));

    assertThat(problemsOf(config))
        .containsExactly(
            "p.yaml: outputs.features: a result may be larger than a request: raise"
                + " kafka.properties.max.request.size, and the topic's max.message.bytes:"
                + " bytes=18976, most=16384");

    Files.writeString(config, Files.readString(config).replace("16384", "18976"));
    assertThat(problemsOf(config)).isEmpty();
  }

  /** Writes a model of one layer, and a configuration with windows. */
  private Path writeWith(Layer layer, String window) throws Exception {
    return writeWith(window, layer);
  }

  private Path writeWith(String window, Layer... layers) throws Exception {
    Path config = Models.write(folder, Models.CONFIG + "window: " + window + "\n");
    NetworkGraph graph = NetworkGraph.sequence(2, List.of(layers), "features");
    ModelFile.write(folder.resolve("model.yaml"), Model.of("small", "3", graph));
    return config;
  }

  private static List<String> problemsOf(Path config) {
    try {
      Pipeline.load(config);
      return List.of();
    } catch (InvalidConfigException e) {
      return e.problems();
    }
  }
}
