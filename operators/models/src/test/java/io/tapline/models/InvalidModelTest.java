/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Models.HEAD;
import static io.tapline.models.Models.safetensors;
import static io.tapline.models.Models.tensor;
import static io.tapline.models.Models.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidModelTest {
  private static final String HEAD_LAYER =
      "layers: [{type: pointwise, name: p, filters: 1, use-bias: false}]";

  @Test
  void shouldTellAllProblemsOfAModelAtOnce() {
    assertThat(
            problems(
                """
                layers:
                  - {type: conv1d, name: conv1, filters: many, kernal-size: 3, padding: sam}
                  - {type: attention, name: head}
                  - {type: depthwise-conv1d, name: depth, kernel-size: 0, use-bias: 3}
                  - {type: batch-normalization, name: bn, epsilon: small, trainable: perhaps}
                  - {type: activation, name: act, alpha: 1.0}
                comment: none
                """,
                tensor("conv1.kernel", 3, 1, 16),
                tensor("conv1.bias", 16),
                tensor("depth.kernel", 3, 1, 1),
                tensor("bn.gamma", 4),
                tensor("bn.beta", 4, 1),
                tensor("bn.mean", 4),
                tensor("head.kernel", 16, 4)))
        .containsExactly(
            "padding is not known; write causal, valid, same, same-lower or [left, right]:"
                + " layer=conv1, got=sam",
            "filters must be a whole number from 1 to 2147483647: layer=conv1, got=many",
            "key is not known: layer=conv1, key=kernal-size, known=[type, name, inputs, kernel-size, dilation,"
                + " padding, filters, stride, groups, activation, use-bias, trainable]",
            "tensor has another shape: tensor=conv1.kernel, expected=[3, 2, ?], got=[3, 1, 16]",
            "type is not known, write one of [conv1d, pointwise, dense, depthwise-conv1d,"
                + " batch-normalization, layer-normalization, activation, prelu, softmax,"
                + " log-softmax, max-pooling, average-pooling, add, subtract, multiply, divide,"
                + " maximum, minimum, modulo, remainder, power, atan2, equal, not-equal, greater,"
                + " greater-or-equal, less, less-or-equal, constant-add, constant-subtract,"
                + " constant-multiply, constant-divide, constant-maximum, constant-minimum,"
                + " constant-modulo, constant-remainder, constant-power, constant-atan2,"
                + " constant-equal, constant-not-equal, constant-greater,"
                + " constant-greater-or-equal, constant-less, constant-less-or-equal, where,"
                + " concatenate,"
                + " channel-selection, channel-reduction, time-padding, time-cropping, flatten,"
                + " global-average-pooling, global-max-pooling, global-min-pooling,"
                + " global-sum-pooling, time-step, repetition, time-reversal, lstm, gru, simple-rnn,"
                + " conv2d, depthwise-conv2d, max-pooling2d, average-pooling2d, height-reduction,"
                + " reframe]: layer=head, got=attention",
            "kernel-size must be a whole number from 1 to 2147483647: layer=depth, got=0",
            "use-bias must be true or false: layer=depth, got=3",
            "tensor is missing in the weights: tensor=depth.bias, shape=[?]",
            "epsilon must be a finite number such as 0.001: layer=bn, got=small",
            "trainable must be true or false: layer=bn, got=perhaps",
            "tensor has another shape: tensor=bn.beta, expected=[?], got=[4, 1]",
            "tensor is missing in the weights: tensor=bn.variance, shape=[?]",
            "activation is missing: layer=act",
            "key is not known: layer=act, key=alpha, known=[type, name, inputs, activation]",
            "key is not known: topology, key=comment, known=[format, name, version, outputs, output,"
                + " weights, input, window, layers]",
            "tensor belongs to no layer: tensor=head.kernel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../scores", "a b", ".hidden", "a/b", "fühler", "-x"})
  void shouldRefuseAnOutputThatNoFileCouldBeNamedAfter(String output) {
    assertThat(outputProblems(output))
        .containsExactly(
            "output must be letters, digits, '.', '_' and '-' and begin with a letter or digit,"
                + " since files are named after it: topology, got="
                + output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rejected", "Rejected"})
  void shouldRefuseAnOutputOfTheNameOfWhatIsRejected(String output) {
    assertThat(outputProblems(output))
        .containsExactly(
            "output must have another name: what is rejected goes by this one: topology, got="
                + output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "rejected-1", "Scores_v1.2"})
  void shouldTakeAnOutputThatFilesCanBeNamedAfter(String output) {
    assertThat(outputProblems(output)).isEmpty();
  }

  @Test
  void shouldTellWhatTheHeadLacks() {
    assertThat(problemsOf("format: onnx\nversion: 1\ninput: 15\nlayers: []\n"))
        .containsExactly(
            "format is not known, write tapline-model/1: topology, got=onnx",
            "name is missing: topology",
            "version must be a text, in quotes if it looks like a number: topology, got=1",
            "output is missing: topology",
            "weights is missing: topology",
            "input must be an object of keys and values: topology, got=15",
            "channels is missing: input",
            "layers must be a list of at least one: topology, got=[]");
  }

  @Test
  void shouldTellWhereTextIsNoYaml() {
    assertThat(problemsOf("name: [\n"))
        .singleElement()
        .asString()
        .startsWith("topology is no YAML: ");
    assertThat(problemsOf("- a\n"))
        .containsExactly("topology must be an object of keys and values: got=ARRAY");
    assertThat(problemsOf("")).singleElement().asString().startsWith("topology must be an object");
    assertThat(problemsOf("name: a\nname: b\n"))
        .singleElement()
        .asString()
        .startsWith("topology is no YAML: Duplicate field 'name'");
  }

  @Test
  void shouldRefuseGroupsThatDoNotDivideTheChannels() {
    assertThat(
            problems(
                "layers: [{type: pointwise, name: p, filters: 4, groups: 3, use-bias: false}]",
                tensor("p.kernel", 1, 1, 4)))
        .containsExactly(
            "input channels must be a multiple of the groups 3: layer=p, got=2",
            "filters must be a multiple of the groups 3: layer=p, got=4");
  }

  @Test
  void shouldTellWhatTheNetworkRefuses() {
    assertThat(
            problems(
                """
                layers:
                  - {type: pointwise, name: p, filters: 1, use-bias: false}
                  - {type: activation, name: p, activation: abs}
                """,
                tensor("p.kernel", 1, 2, 1)))
        .containsExactly("layer names must differ: layer=p");
  }

  @Test
  void shouldRefuseWeightsThatAreNotFinite() {
    byte[] weights = Models.weights(tensor("p.kernel", 1, 2, 1));
    ByteBuffer.wrap(weights).putInt(weights.length - 4, 0x0000807f); // +Inf, little-endian
    assertThat(problemsOf(HEAD + HEAD_LAYER, weights))
        .containsExactly(
            "tensor has a value that is not finite: tensor=p.kernel, index=1, got=Infinity");
  }

  @Test
  void shouldRefuseWeightsThatAreCutShort() {
    byte[] weights = Models.weights(tensor("p.kernel", 1, 2, 1));
    assertThat(problemsOf(HEAD + HEAD_LAYER, Arrays.copyOf(weights, 5)))
        .containsExactly("weights are cut short: expected bytes=at least 8, got=5");
    assertThat(problemsOf(HEAD + HEAD_LAYER, Arrays.copyOf(weights, 20)))
        .containsExactly(
            "weights are cut short or no safetensors, the header is longer than the file: header"
                + " bytes=67, bytes there=12");
    assertThat(problemsOf(HEAD + HEAD_LAYER, Arrays.copyOf(weights, weights.length - 1)))
        .containsExactly(
            "weights are cut short, copy the file again: expected bytes of tensors=8, got=7, tensors beyond the end=[p.kernel]");
  }

  @Test
  void shouldRefuseTensorsThatOverlapOrLeaveHoles() {
    String two =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}";
    assertThat(problemsOf(HEAD + HEAD_LAYER, safetensors(two.formatted(4, 12), 12)))
        .contains(
            "tensors must lie behind each other without holes: tensor=b, expected offset=8, got=4");
    assertThat(problemsOf(HEAD + HEAD_LAYER, safetensors(two.formatted(12, 20), 20)))
        .contains(
            "tensors must lie behind each other without holes: tensor=b, expected offset=8, got=12");
    assertThat(problemsOf(HEAD + HEAD_LAYER, safetensors(two.formatted(8, 16), 20)))
        .contains("weights have bytes that belong to no tensor: expected bytes=16, got=20");
  }

  @Test
  void shouldRefuseHeadersThatDoNotFitTheirData() {
    assertThat(
            weightsProblems("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4))
        .contains("tensor type is not supported, write F32: tensor=a, got=F16");
    assertThat(
            weightsProblems("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4))
        .contains("tensor's bytes do not fit its shape [2]: tensor=a, got=4 bytes");
    assertThat(
            weightsProblems(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9000000000000000000,4],\"data_offsets\":[0,4]}}",
                4))
        .contains(
            "tensor's bytes do not fit its shape [9000000000000000000, 4]: tensor=a, got=4 bytes");
    assertThat(
            weightsProblems("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4))
        .anyMatch(problem -> problem.startsWith("tensor needs a shape and two data_offsets"));
    assertThat(weightsProblems("[1]", 0))
        .contains("header of the weights must be a JSON object: got=ARRAY");
    assertThat(weightsProblems("{\"a\"", 0))
        .anyMatch(problem -> problem.startsWith("header of the weights is no JSON: "));
  }

  @Test
  void shouldRefuseNestingThatNobodyNeeds() {
    String deep = "[".repeat(200_000);
    assertThat(problemsOf(deep)).singleElement().asString().startsWith("topology is no YAML: ");
    assertThat(weightsProblems(deep, 0))
        .anyMatch(problem -> problem.startsWith("header of the weights is no JSON: "));
  }

  @Test
  void shouldTellEachProblemInOneLine() {
    assertThat(
            weightsProblems(
                "{\"a\\nb\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0))
        .contains("tensor belongs to no layer: tensor=a?b");
  }

  @Test
  void shouldTellThatFilesAreNotThere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.yaml");
    assertThat(problemsOfFile(file)).containsExactly("model file is not there: file=" + file);

    Files.write(file, utf8(HEAD + "layers: [{type: conv1d, padding: sam}]"));
    assertThat(problemsOfFile(file))
        .containsExactly(
            "weights file is not there: weights=test.safetensors, folder=" + folder,
            "padding is not known; write causal, valid, same, same-lower or [left, right]:"
                + " layer=conv1d-1, got=sam");
  }

  @Test
  void shouldNotLeaveTheFolderOfTheModel(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("secret.safetensors"), Models.weights(tensor("p.kernel", 1, 2, 1)));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path file = inner.resolve("model.yaml");
    for (String name :
        List.of("../secret.safetensors", folder + "/secret.safetensors", "a/../../b")) {
      Files.write(file, utf8(HEAD.replace("test.safetensors", name) + HEAD_LAYER));
      assertThat(problemsOfFile(file))
          .containsExactly("weights must lie in the model's folder: weights=" + name);
    }
    Files.createSymbolicLink(
        inner.resolve("test.safetensors"), folder.resolve("secret.safetensors"));
    Files.write(file, utf8(HEAD + HEAD_LAYER));
    assertThat(problemsOfFile(file))
        .containsExactly(
            "weights must lie in the model's folder, and links too: weights=test.safetensors");
    Files.write(file, utf8(HEAD.replace("test.safetensors", "\"a\\0b\"") + HEAD_LAYER));
    assertThat(problemsOfFile(file)).contains("weights is no path: weights=a?b");
  }

  private static List<String> problems(String layers, Models.Zeros... tensors) {
    return problemsOf(HEAD + layers, Models.weights(tensors));
  }

  private static List<String> outputProblems(String output) {
    return problemsOf(HEAD.replace("output: features", "output: '" + output + "'") + HEAD_LAYER)
        .stream()
        .filter(problem -> problem.startsWith("output"))
        .toList();
  }

  private static List<String> weightsProblems(String header, int dataBytes) {
    return problemsOf(HEAD + HEAD_LAYER, safetensors(header, dataBytes));
  }

  private static List<String> problemsOf(String topology) {
    return problemsOf(topology, safetensors("{}", 0));
  }

  private static List<String> problemsOf(String topology, byte[] weights) {
    return catchThrowableOfType(
            InvalidModelException.class, () -> ModelFile.parse(utf8(topology), weights))
        .problems();
  }

  private static List<String> problemsOfFile(Path file) {
    return catchThrowableOfType(InvalidModelException.class, () -> ModelFile.read(file)).problems();
  }
}
