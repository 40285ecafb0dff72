/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
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
 * name: keras-conv-stack
 * version: "1"
 * input: {channels: 15, frames: 31}          # frames may be left out
 * output: features
 * weights: keras-conv-stack.safetensors      # in the same folder
 * layers:
 *   - {type: conv1d, name: conv1, filters: 16, kernel-size: 7, padding: valid, activation: relu}
 *   - {type: batch-normalization, name: bn1, epsilon: 0.001}
 *   - {type: depthwise-conv1d, name: bank, kernel-size: 7, depth-multiplier: 16, padding: causal}
 *   - {type: pointwise, name: head, filters: 4, activation: linear}
 *   - {type: activation, name: rectifier, activation: abs}
 * }</pre>
 *
 * <p>Of a convolution, filters are 32, kernel-size 3, stride, dilation, groups and depth-multiplier
 * 1, activation relu, use-bias and trainable true unless said; padding must be said. A layer
 * without a name is called by its type and position, as {@code pointwise-4}. Tensors are F32 in
 * Keras' layouts: {@code <layer>.kernel} (k, Cin/groups, filters), of a depthwise convolution (k,
 * C, multiplier), and {@code .bias}; {@code .gamma}, {@code .beta}, {@code .mean}, {@code
 * .variance}.
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
   */
  public static void write(Path topology, Model model) throws IOException {
    String file = topology.getFileName().toString();
    if (!file.endsWith(".yaml")) {
      throw new IllegalArgumentException("topology's name must end in .yaml: file=" + file);
    }
    String weights = file.substring(0, file.length() - ".yaml".length()) + ".safetensors";
    Files.write(topology.resolveSibling(weights), weights(model));
    Files.write(topology, topology(model, weights));
  }

  /** The bytes of a model's topology, which names {@code weightsFile}. */
  public static byte[] topology(Model model, String weightsFile) {
    return TopologyWriter.write(model, weightsFile);
  }

  /** The bytes of a model's weights file. */
  public static byte[] weights(Model model) {
    return SafetensorsWriter.write(model.network());
  }
}
