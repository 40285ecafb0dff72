/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCommandTest {

  private static final Path TCN = Examples.ONNX.resolve("motion-tcn.onnx");
  private static final Path CONV_STACK = Examples.KERAS.resolve("keras-conv-stack.yaml");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"summary", "check", "run", "convert"})
  void shouldTeachEveryCommandWithHelp(String command) {
    Invocation help = Invocation.of("model", command, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("Usage: tapline model " + command, "MODEL", "--window=W", "--hop=H", "Example");
  }

  @Test
  void shouldSummariseAnOnnxModel() {
    assertThat(succeed("model", "summary", TCN).out())
        .containsPattern("/blocks.0/conv1/Conv \\(Conv1D\\) +any x 8 +152\n")
        .containsPattern("/blocks.0/bn1/BatchNormalization \\(BatchNormalization\\) +any x 8 +32\n")
        .contains("Total params: 972\n", "Trainable params: 908\n", "Non-trainable params: 64\n")
        .contains("Receptive field: 13 frames\n", "Delay: 0 frames\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"summary", "check"})
  void shouldKeepColumnsInLineWhateverTheLayersAreCalled(String command) {
    List<String> lines = succeed("model", command, TCN).out().lines().toList();
    String rule = lines.get(1);

    assertThat(rule).matches("-+");
    assertThat(lines.subList(1, 1 + lines.lastIndexOf(rule)))
        .hasSizeGreaterThan(18)
        .allSatisfy(line -> assertThat(line).hasSameSizeAs(rule));
  }

  @Test
  void shouldTellThatCausalLayersAreStreamed() {
    Invocation check = succeed("model", "check", TCN);

    assertThat(check.out())
        .containsPattern("/blocks.0/conv1/Conv \\(Conv1D\\) +streamed +144 +48\n")
        .containsPattern("/blocks.1/Add \\(Add\\) +streamed +8 +0\n")
        .contains("Output \"scores\": 4 values, one every 1 frames, first with frame 0, sees 13")
        .doesNotContain("delayed", "recomputed", "per window");
  }

  @Test
  void shouldTellByHowManyFramesALayerIsDelayed() {
    assertThat(succeed("model", "check", CONV_STACK).out())
        .containsPattern("conv1 \\(Conv1D\\) +streamed, delayed by 6 ")
        .containsPattern("conv2 \\(Conv1D\\) +streamed, delayed by 4 ")
        .contains("first with frame 10, sees 11 frames");
  }

  @Test
  void shouldTellWhatIsRecomputedForEachWindow() {
    assertThat(succeed("model", "check", TCN, "--window", 50, "--hop", 25).out())
        .containsPattern("/blocks.0/shortcut/Conv \\(Conv1D\\) +streamed ")
        .containsPattern("/blocks.0/conv1/Conv \\(Conv1D\\) +recomputed per window ")
        .contains("Windows: 50 frames, one every 25 frames");
  }

  @Test
  void shouldTellWhatIsComputedOncePerWindow() throws IOException {
    Path model =
        WeightlessModel.write(
            folder.resolve("loudest.yaml"),
            """
            input: {channels: 2, frames: 8}
            output: loudest
            layers:
              - {type: max-pooling, name: peaks}
              - {type: global-max-pooling, name: loudest}
              - {type: softmax, name: shares}
            """);

    assertThat(succeed("model", "check", model).out())
        .containsPattern("peaks \\(MaxPooling1D\\) +streamed, delayed by 1 ")
        .containsPattern("loudest \\(GlobalMaxPooling1D\\) +once per window ")
        .containsPattern("shares \\(Softmax\\) +once per window ")
        .contains("Windows: 8 frames, one every 8 frames");
  }

  @Test
  void shouldRefuseAModelThatCollapsesTimeOfNoKnownLength() throws IOException {
    Path model =
        WeightlessModel.write(
            folder.resolve("mean.yaml"),
            """
            input: {channels: 2}
            output: mean
            layers: [{type: global-average-pooling, name: mean}]
            """);

    assertThat(refused("model", "check", model)).contains("mean.yaml: ", "window", "layer=mean");
    succeed("model", "check", model, "--window", 16);
  }

  @Test
  void shouldSayWhatAStreamTakesForGrantedOfItsLength() throws IOException {
    String topology =
        """
        input: {channels: 2%s}
        output: peaks
        layers: [{type: max-pooling, name: peaks, pool-size: 3, stride: 2, padding: same}]
        """;
    Path open = WeightlessModel.write(folder.resolve("open.yaml"), topology.formatted(""));
    Path declared =
        WeightlessModel.write(folder.resolve("declared.yaml"), topology.formatted(", frames: 9"));
    String assumed = "Layer \"peaks\" pads as for lengths that are a multiple of 2 frames";

    assertThat(succeed("model", "check", open).out()).contains(assumed);
    assertThat(succeed("model", "check", declared).out()).doesNotContain(assumed);
    assertThat(succeed("model", "check", open, "--window", 9).out()).doesNotContain(assumed);
  }

  @Test
  void shouldRefuseADamagedModel() throws IOException {
    byte[] whole = Files.readAllBytes(TCN);
    Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length - 100));

    for (String command : new String[] {"check", "summary"}) {
      assertThat(refused("model", command, cut))
          .startsWith("tapline: cut.onnx: ")
          .doesNotContain("Exception");
    }
  }

  @Test
  void shouldRefuseAModelOfUnknownFormat() throws IOException {
    Path unknown = Files.copy(TCN, folder.resolve("model.pt"));

    assertThat(refused("model", "check", unknown))
        .contains("name must end in .yaml, .onnx, .keras or .h5: file=" + unknown);
    assertThat(refused("model", "check", folder.resolve("none.onnx")))
        .contains("model file is not there: file=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--window", "--hop"})
  void shouldRefuseWindowsWithoutFrames(String option) {
    assertThat(refused("model", "check", TCN, option, 0))
        .isEqualTo("tapline: " + option + " must be at least 1: frames=0\n");
  }

  @Test
  void shouldConvertOnnxToAModelThatRunsTheSame() throws IOException {
    Path converted = folder.resolve("converted.yaml");
    succeed("model", "convert", TCN, converted);
    Path frames = Examples.ONNX.resolve("frames.csv");
    Path before = folder.resolve("before.npy");
    Path after = folder.resolve("after.npy");

    succeed("model", "run", "--model", TCN, "--input", frames, "--output", before);
    succeed("model", "run", "--model", converted, "--input", frames, "--output", after);

    assertThat(after).hasSameBinaryContentAs(before);
    assertThat(Files.size(after)).isEqualTo(128 + 200 * 4 * Float.BYTES);
  }

  @Test
  void shouldNotReplaceTheWeightsOfAnotherModel() throws IOException {
    Path theirs = Files.writeString(folder.resolve("taken.safetensors"), "theirs");

    assertThat(refused("model", "convert", TCN, folder.resolve("taken.yaml")))
        .startsWith("tapline: weights of this name are there and belong to another model");
    assertThat(theirs).hasContent("theirs");
    assertThat(folder.resolve("taken.yaml")).doesNotExist();
  }

  private static Invocation succeed(Object... arguments) {
    Invocation call = Invocation.of(arguments);
    assertThat(call.err()).isEmpty();
    assertThat(call.exitCode()).isZero();
    return call;
  }

  /** The one line that tells why. */
  private static String refused(Object... arguments) {
    Invocation call = Invocation.of(arguments);
    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.errLines()).hasSize(1);
    assertThat(call.out()).isEmpty();
    return call.err();
  }
}
