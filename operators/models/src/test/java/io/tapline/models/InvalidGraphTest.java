/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Models.HEAD;
import static io.tapline.models.Models.tensor;
import static io.tapline.models.Models.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a graph is told all together, each with the layer's name. */
class InvalidGraphTest {

  @Test
  void shouldTellWhichInputsAreNotThere() {
    assertThat(
            problems(
                """
                layers:
                  - {type: softmax, name: a, inputs: [b]}
                  - {type: softmax, name: b, inputs: [b]}
                  - {type: softmax, name: c, inputs: b}
                  - {type: softmax, name: d, inputs: []}
                  - {type: softmax, name: e, inputs: [1]}
                """))
        .containsExactly(
            "inputs must be layers further up, or input: layer=a, got=b",
            "inputs must be layers further up, or input: layer=b, got=b",
            "inputs must be a list of at least one of texts: layer=c, got=b",
            "softmax takes one input: layer=c, got=0 inputs",
            "inputs must be a list of at least one of texts: layer=d, got=[]",
            "softmax takes one input: layer=d, got=0 inputs",
            "inputs must be a list of texts, in quotes if they look like numbers: layer=e, got=1",
            "softmax takes one input: layer=e, got=0 inputs");
  }

  @Test
  void shouldTellWhichLayersNeedAnotherName() {
    assertThat(
            problems(
                """
                layers:
                  - {type: softmax, name: input}
                  - {type: softmax, name: a, inputs: [input]}
                  - {type: softmax, name: a}
                """))
        .containsExactly(
            "layer must have another name: what enters the network goes by this one: layer=input",
            "layer names must differ: layer=a");
  }

  @Test
  void shouldTellWhichLayersHaveAnotherCountOfInputs() {
    assertThat(
            problems(
                """
                layers:
                  - {type: add, name: a}
                  - {type: concatenate, name: b, inputs: [input]}
                  - {type: flatten, name: c, inputs: [input, input]}
                """))
        .containsExactly(
            "add takes two inputs or more: layer=a, got=1 inputs",
            "concatenate takes two inputs or more: layer=b, got=1 inputs",
            "flatten takes one input: layer=c, got=2 inputs");
  }

  @Test
  void shouldTellWhichTensorsDoNotFitTheirBranches() {
    assertThat(
            problems(
                """
                layers:
                  - {type: concatenate, name: four, inputs: [input, input]}
                  - {type: prelu, name: each}
                  - {type: prelu, name: all, shared: true}
                  - {type: layer-normalization, name: normal}
                  - {type: constant-add, name: offset}
                  - {type: channel-reduction, name: most, reduction: max}
                  - {type: constant-multiply, name: repeated}
                  - {type: dense, name: three, units: 1, use-bias: false}
                """,
                tensor("each.alpha", 2),
                tensor("all.alpha", 4),
                tensor("normal.gamma", 4, 1),
                tensor("normal.beta", 4),
                tensor("offset.constants", 3),
                tensor("repeated.constants", 3),
                tensor("three.kernel", 4, 1)))
        .containsExactly(
            "tensor has another shape: tensor=each.alpha, expected=[4], got=[2]",
            "tensor has another shape: tensor=all.alpha, expected=[1], got=[4]",
            "tensor has another shape: tensor=normal.gamma, expected=[4], got=[4, 1]",
            "constants must be one, or one for each of the 4 channels: layer=offset, got=3",
            "tensor has another shape: tensor=three.kernel, expected=[3, 1], got=[4, 1]");
  }

  @Test
  void shouldTellWhichSettingsOfLayersAreWrong() {
    assertThat(
            problems(
                """
                layers:
                  - {type: max-pooling, name: a, pool-size: 0, padding: [1], count-padding: true}
                  - {type: average-pooling, name: b, padding: [1, x], ceil-mode: 1}
                  - {type: channel-selection, name: c}
                  - {type: channel-selection, name: d, channels: [0, 2, -1], inputs: [input]}
                  - {type: channel-reduction, name: e, reduction: median}
                  - {type: time-padding, name: f, left: 1.5, value: nan}
                  - {type: time-cropping, name: g, left: -1, value: 1}
                  - {type: flatten, name: h, order: time}
                  - {type: time-step, name: i, step: last}
                """))
        .containsExactly(
            "pool-size must be a whole number from 1 to 2147483647: layer=a, got=0",
            "padding needs a number for each side; write causal, valid, same, same-lower or [left,"
                + " right]: layer=a, got=[1]",
            "key is not known: layer=a, key=count-padding, known=[type, name, inputs, pool-size,"
                + " stride, dilation, padding, ceil-mode]",
            "padding must be a list of whole numbers: layer=b, got=x",
            "padding needs a number for each side; write causal, valid, same, same-lower or [left,"
                + " right]: layer=b, got=[]",
            "ceil-mode must be true or false: layer=b, got=1",
            "channels must be a list of at least one of whole numbers: layer=c, got=nothing",
            "channels must be numbers of input channels, from 0: layer=d, got=2",
            "channels must be numbers of input channels, from 0: layer=d, got=-1",
            "reduction is not known, write one of [average, sum, max, min]: layer=e, got=median",
            "left must be a whole number from -2147483648 to 2147483647: layer=f, got=1.5",
            "value must be a finite number such as 0.001: layer=f, got=nan",
            "left must be a whole number from 0 to 2147483647: layer=g, got=-1",
            "key is not known: layer=g, key=value, known=[type, name, inputs, left, right, stride]",
            "order is not known, write one of [frames, channels]: layer=h, got=time",
            "step must be a whole number from -2147483648 to 2147483647: layer=i, got=last");
  }

  @Test
  void shouldTellWhichOutputsCannotBe() {
    String outputs = HEAD.replace("output: features", "outputs: %s");
    assertThat(problemsOf(outputs.formatted("{a: s, A: t, rejected: input, 'x y': 3}") + ONE_LAYER))
        .containsExactly(
            "x y must be a text, in quotes if it looks like a number: outputs, got=3",
            "output must have another name: what is rejected goes by this one: topology,"
                + " got=rejected",
            "output must be letters, digits, '.', '_' and '-' and begin with a letter or digit,"
                + " since files are named after it: topology, got=x y",
            "outputs must differ by more than capitals: topology, got=A",
            "outputs must be of layers: output=A: topology, got=t");
    assertThat(problemsOf(outputs.formatted("{}") + ONE_LAYER))
        .containsExactly("outputs must name at least one: topology");
    assertThat(problemsOf(HEAD + "outputs: {a: s}\n" + ONE_LAYER))
        .containsExactly("output and outputs exclude each other, keep one: topology");
  }

  @Test
  void shouldTellWhatAWindowLacks() {
    assertThat(problems("window: {size: 0, step: 3}\n" + ONE_LAYER))
        .containsExactly(
            "size must be a whole number from 1 to 2147483647: window, got=0",
            "hop is missing: window",
            "key is not known: window, key=step, known=[size, hop]");
    assertThat(problems("window: 12\n" + ONE_LAYER))
        .containsExactly(
            "window must be an object of keys and values: topology, got=12",
            "size is missing: window",
            "hop is missing: window");
  }

  @Test
  void shouldRefuseMoreLayersThanAnybodyWrites() {
    assertThat(problems("layers:\n" + "  - {type: softmax}\n".repeat(5_001)))
        .containsExactly("layers are more than the maximum 5000: topology, got=5001");
  }

  private static final String ONE_LAYER = "layers: [{type: softmax, name: s}]\n";

  private static List<String> problems(String layers, Models.Zeros... tensors) {
    return problemsOf(HEAD + layers, tensors);
  }

  private static List<String> problemsOf(String topology, Models.Zeros... tensors) {
    return catchThrowableOfType(
            InvalidModelException.class,
            () -> ModelFile.parse(utf8(topology), Models.weights(tensors)))
        .problems();
  }
}
