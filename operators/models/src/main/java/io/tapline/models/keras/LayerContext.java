/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelLimits;
import io.tapline.network.layer.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A layer that is being added: its configuration and weights, and the network that it goes into.
 *
 * @param config the layer's configuration, with the name that the layer has in the network
 * @param call what it is called with
 * @param weights the layer's weights
 * @param trainable whether its weights are
 * @param version the release that wrote the file
 * @param draft the network
 */
record LayerContext(
    LayerConfig config,
    Call call,
    LayerWeights weights,
    boolean trainable,
    KerasVersion version,
    NetworkDraft draft) {

  String name() {
    return config.name();
  }

  /** The same with another configuration. */
  LayerContext with(LayerConfig newConfig) {
    return new LayerContext(newConfig, call, weights, trainable, version, draft);
  }

  /** A part of the layer that has a configuration and weights of its own. */
  LayerContext with(LayerConfig newConfig, LayerWeights.Part part)
      throws UnsupportedLayerException, InvalidModelException {
    return new LayerContext(
        newConfig,
        call,
        weights.part(part),
        trainable && newConfig.flag("trainable", true),
        version,
        draft);
  }

  /** The name of another layer of the network that this layer is made of. */
  String part(String what) {
    return name() + "/" + what;
  }

  /** Adds a layer of the network, and gives the name by which to read it. */
  String add(Layer layer, String... inputs) throws UnsupportedLayerException {
    if (draft.has(layer.name())) {
      throw config.problem("layer's name is taken in the network", "name=" + layer.name());
    }
    if (draft.isFull()) {
      throw config.problem(
          "model becomes too many layers, export it to ONNX", "maximum=" + ModelLimits.MOST_LAYERS);
    }
    return draft.add(layer, List.of(inputs));
  }

  /**
   * Values of one of the layer's weights. If they are missing or of another shape, that is a
   * problem, and an empty array is given, with which the layer can be added all the same.
   *
   * @param position its place among the layer's weights
   * @param names its names: more than one where releases of Keras differ
   * @param shape the shape that its configuration and its input ask for
   */
  float[] weights(int position, List<String> names, long... shape) throws InvalidModelException {
    Optional<StoredTensor> found = weights.find(position, names);
    if (found.isEmpty()) {
      problem("weights are missing, save the whole model: layer=", names.get(0), "");
      return new float[0];
    }
    List<Long> expected = Arrays.stream(shape).boxed().toList();
    List<Long> actual = found.get().shape();
    if (!actual.equals(expected)) {
      problem(
          "weights have another shape than the layer asks for: layer=",
          names.get(0),
          ", expected=" + expected + ", got=" + actual);
      return new float[0];
    }
    Optional<String> obstacle = found.get().obstacle();
    if (obstacle.isPresent()) {
      problem("weights " + obstacle.get() + ": layer=", names.get(0), "");
      return new float[0];
    }
    return found.get().values();
  }

  private void problem(String condition, String weight, String details) {
    draft.problem(condition + name() + ", weight=" + weight + details);
  }
}
