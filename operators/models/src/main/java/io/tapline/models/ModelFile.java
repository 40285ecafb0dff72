/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tapline's own model format: a readable topology in YAML, and beside it the weights as
 * safetensors.
 *
 * <pre>{@code
 * format: tapline-model/1
 * name: gated
 * version: "1"
 * input: {channels: 15, frames: 128}         # frames may be left out; so may warm-up, frames after
 *                                            # which results of recurrent layers are warm
 * window: {size: 128, hop: 64}               # of networks that make one frame of a window
 * output: classes                            # of the last layer; or, of any layers,
 *                                            # outputs: {classes: head, strength: loud}
 * weights: gated.safetensors                 # in the same folder
 * layers:
 *   - {type: conv1d, name: conv, filters: 16, kernel-size: 7, padding: causal, activation: tanh}
 *   - {type: conv1d, name: gate, inputs: [input], filters: 16, kernel-size: 7, padding: causal, activation: sigmoid}
 *   - {type: multiply, name: gated, inputs: [conv, gate]}
 *   - {type: global-average-pooling, name: mean}
 *   - {type: dense, name: head, units: 6}
 * }</pre>
 *
 * <p>A layer reads {@code inputs}, which are layers further up, or {@code input}, what enters the
 * network; unless they are said, it reads the layer before it. A layer without a name is called by
 * its type and position, as {@code pointwise-4}. Of what a layer does {@code
 * io.tapline.network.layer} tells more; these are the types, and the settings that may be left out,
 * with their defaults:
 *
 * <table>
 *   <caption>Types of layers</caption>
 *   <tr><th>type</th><th>settings</th><th>tensors</th></tr>
 *   <tr><td>conv1d</td><td>filters 32, kernel-size 3, stride 1, dilation 1, groups 1, padding same,
 *     activation relu, use-bias true</td><td>kernel (k, Cin/groups, filters), bias</td></tr>
 *   <tr><td>pointwise</td><td>the same without kernel-size, dilation and padding</td>
 *     <td>kernel (1, Cin/groups, filters), bias</td></tr>
 *   <tr><td>dense</td><td>units, which must be said; activation linear, use-bias true</td>
 *     <td>kernel (Cin, units), bias</td></tr>
 *   <tr><td>depthwise-conv1d</td><td>kernel-size 3, depth-multiplier 1, stride 1, dilation 1,
 *     padding same, activation relu, use-bias true</td><td>kernel (k, C, multiplier), bias</td></tr>
 *   <tr><td>batch-normalization</td><td>epsilon 0.001</td><td>gamma, beta, mean, variance</td></tr>
 *   <tr><td>layer-normalization</td><td>epsilon 0.001, scale true, center true</td>
 *     <td>gamma with scale, beta with center</td></tr>
 *   <tr><td>activation</td><td>activation, which must be said</td><td></td></tr>
 *   <tr><td>prelu</td><td>shared false</td><td>alpha (C), or (1) if shared</td></tr>
 *   <tr><td>softmax, log-softmax</td><td></td><td></td></tr>
 *   <tr><td>max-pooling, average-pooling</td><td>pool-size 2, stride as pool-size, dilation 1,
 *     padding valid, ceil-mode false; of the average, count-padding false</td><td></td></tr>
 *   <tr><td>add, subtract, multiply, divide, maximum, minimum, concatenate</td>
 *     <td>two inputs or more</td><td></td></tr>
 *   <tr><td>constant-add and so on</td><td>constant-first false</td>
 *     <td>constants (C) or (1); of one input channel, any number</td></tr>
 *   <tr><td>where</td><td>condition, what is taken where it is not 0, and where it is: inputs,
 *     or constants with constant-condition, constant-when-true, constant-when-false</td>
 *     <td>condition, when-true, when-false (C) or (1)</td></tr>
 *   <tr><td>channel-selection</td><td>channels: [1, 0], from 0</td><td></td></tr>
 *   <tr><td>channel-reduction</td><td>reduction average; or sum, max, min</td><td></td></tr>
 *   <tr><td>time-padding</td><td>left 0, right 0, stride 1, value 0</td><td></td></tr>
 *   <tr><td>time-cropping</td><td>left 0, right 0, stride 1</td><td></td></tr>
 *   <tr><td>flatten</td><td>order frames, as in Keras; or channels, as in PyTorch</td><td></td></tr>
 *   <tr><td>global-average-pooling, global-max-pooling, global-min-pooling, global-sum-pooling</td>
 *     <td></td><td></td></tr>
 *   <tr><td>time-step</td><td>step -1: the last frame</td><td></td></tr>
 *   <tr><td>time-reversal</td><td>the frames of a window, the last first</td><td></td></tr>
 *   <tr><td>repetition</td><td>count, which must be said</td><td></td></tr>
 *   <tr><td>lstm</td><td>units, which must be said; recurrent-activation sigmoid, activation tanh,
 *     output-activation tanh, use-bias true, peepholes false, coupled false, clip .inf,
 *     initial-hidden false, initial-cell false, emits hidden; or hidden_and_cell</td><td>kernel (Cin, 4·units), recurrent (units,
 *     4·units), bias (4·units), gates i, f, c, o; peepholes (3·units), i, f, o</td></tr>
 *   <tr><td>gru</td><td>units, which must be said; reset-after true, recurrent-activation sigmoid,
 *     activation tanh, use-bias true, recurrent-bias false, clip .inf, initial-hidden false</td>
 *     <td>kernel (Cin, 3·units), recurrent (units, 3·units), bias (3·units), gates z, r, h</td></tr>
 *   <tr><td>simple-rnn</td><td>units, which must be said; activation tanh, use-bias true, clip
 *     .inf, initial-hidden false</td><td>kernel (Cin, units), recurrent (units, units), bias</td>
 *     </tr>
 *   <tr><td>conv2d, depthwise-conv2d</td><td>as conv1d over time; height:
 *     {kernel-size: 1, stride: 1, dilation: 1, padding: [0, 0]}</td><td>kernel (k, k of height,
 *     Cin/groups, filters) or (k, k of height, C, multiplier), bias</td></tr>
 *   <tr><td>max-pooling2d, average-pooling2d</td><td>as max-pooling; height as conv2d</td>
 *     <td></td></tr>
 *   <tr><td>height-reduction</td><td>reduction average; or sum, max, min</td><td></td></tr>
 *   <tr><td>reframe</td><td>height 1, channels, which must be said: the same values, seen as
 *     planes of another shape</td><td></td></tr>
 * </table>
 *
 * <p>Layers with tensors have {@code trainable}, true unless said. Padding is causal, valid, same,
 * same-lower (the odd zero on the left) or a number for each side, as {@code [3, 0]}. Tensors are
 * F32 in Keras' layouts and are called by layer and part, as {@code conv.kernel}.
 */
public final class ModelFile {

  private ModelFile() {}

  /**
   * Reads a topology file and the weights that it names.
   *
   * @throws InvalidModelException if either is at fault; it tells every problem
   * @throws IOException if a file cannot be read
   */
  public static Model read(Path topology) throws IOException {
    List<String> problems = new ArrayList<>();
    JsonNode root = Yaml.read(ModelFolder.topology(topology), problems);
    if (!problems.isEmpty()) {
      throw new InvalidModelException(problems);
    }
    Optional<byte[]> weights = ModelFolder.weights(topology, root, problems);
    return TopologyReader.read(root, tensors(weights, problems), problems);
  }

  /**
   * Reads a model from bytes, wherever they come from; the name of the weights file is not looked
   * at.
   *
   * @throws InvalidModelException if the model is at fault; it tells every problem
   */
  public static Model parse(byte[] topology, byte[] weights) throws InvalidModelException {
    List<String> problems = new ArrayList<>();
    JsonNode root = Yaml.read(topology, problems);
    boolean readable = problems.isEmpty();
    TensorSource tensors = tensors(Optional.of(weights), problems);
    if (!readable) {
      throw new InvalidModelException(problems);
    }
    return TopologyReader.read(root, tensors, problems);
  }

  private static TensorSource tensors(Optional<byte[]> weights, List<String> problems) {
    if (weights.isEmpty()) {
      return new TensorSource(Map.of(), false, problems);
    }
    int before = problems.size();
    Map<String, Tensor> tensors = SafetensorsReader.read(weights.get(), problems);
    return new TensorSource(tensors, problems.size() == before, problems);
  }

  /**
   * Writes a model as two files: {@code topology}, whose name must end in {@code .yaml}, and beside
   * it a file of the same name that ends in {@code .safetensors}. Equal models give equal bytes.
   *
   * <p>Files of these names are replaced, but not before the new ones are complete; and at no time
   * does a topology stand beside weights that are not its own.
   *
   * @throws InvalidModelException if the model could not be read again; nothing is written then
   * @throws IllegalArgumentException if the graph's layers read each other in a circle, or what is
   *     not there
   */
  public static void write(Path topology, Model model) throws IOException {
    String file = topology.getFileName().toString();
    if (!file.endsWith(".yaml")) {
      throw new IllegalArgumentException("topology's name must end in .yaml: file=" + file);
    }
    String weightsFile = file.substring(0, file.length() - ".yaml".length()) + ".safetensors";
    WrittenModel written = WrittenModel.of(model, weightsFile);
    ModelFolder.write(topology, written, topology.resolveSibling(weightsFile));
  }

  /** The bytes of a model's topology, which names {@code weightsFile}. */
  public static byte[] topology(Model model, String weightsFile) {
    return TopologyWriter.write(model, weightsFile);
  }

  /** The bytes of a model's weights file. */
  public static byte[] weights(Model model) {
    return SafetensorsWriter.write(model.graph());
  }
}
