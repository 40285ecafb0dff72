/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights as {@code model.weights.h5} of a {@code .keras} file keeps them: {@code
 * layers/conv1d_1/vars/0}, where the group is named by the layer's class and counted, whatever the
 * layer's own name is. Later releases write the layer's name beside the weights; it decides.
 */
final class SavedWeights implements ModelWeights {
  /** Where layers are; the later one is what Keras 2.13 wrote. */
  private static final List<String> ROOTS = List.of("layers", "_layer_checkpoint_dependencies");

  private final Optional<Hdf5Group> layers;
  private final Map<String, String> groups;

  private SavedWeights(Optional<Hdf5Group> layers, Map<String, String> groups) {
    this.layers = layers;
    this.groups = groups;
  }

  /** The weights of {@code config} in the group of a model. */
  static SavedWeights of(Optional<Hdf5Group> model, ModelConfig config)
      throws InvalidModelException {
    Optional<Hdf5Group> layers = Optional.empty();
    for (String root : ROOTS) {
      if (layers.isEmpty() && model.isPresent()) {
        layers = model.get().group(root);
      }
    }
    Map<String, String> groups = counted(config.layers());
    if (layers.isPresent()) {
      Set<String> names = new HashSet<>(groups.keySet());
      for (String group : layers.get().names()) {
        Optional<Hdf5Group> weights = layers.get().group(group + "/vars");
        Optional<String> name = weights.isPresent() ? weights.get().text("name") : Optional.empty();
        if (name.isPresent() && names.contains(name.get())) {
          groups.put(name.get(), group);
        }
      }
    }
    return new SavedWeights(layers, groups);
  }

  private static Map<String, String> counted(List<LayerConfig> layers) {
    Map<String, String> groups = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (LayerConfig layer : layers) {
      String type = snakeCase(layer.type());
      int before = counts.merge(type, 1, Integer::sum) - 1;
      groups.put(layer.name(), before == 0 ? type : type + "_" + before);
    }
    return groups;
  }

  /** As Keras makes it of a class name: Conv1D is conv1d, PReLU is p_re_lu. */
  static String snakeCase(String type) {
    return type.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public LayerWeights of(LayerConfig layer) throws InvalidModelException {
    return new OfLayer(group(layer));
  }

  @Override
  public ModelWeights within(LayerConfig model, ModelConfig config) throws InvalidModelException {
    return of(group(model), config);
  }

  @Override
  public ModelWeights wrapped(LayerConfig wrapper, ModelConfig config)
      throws InvalidModelException {
    Optional<Hdf5Group> own = group(wrapper);
    return of(own.isPresent() ? own.get().group("layer") : own, config);
  }

  private Optional<Hdf5Group> group(LayerConfig layer) throws InvalidModelException {
    return layers.isPresent() ? layers.get().group(groups.get(layer.name())) : Optional.empty();
  }

  private record OfLayer(Optional<Hdf5Group> group) implements LayerWeights {

    @Override
    public Optional<StoredTensor> find(int position, List<String> names)
        throws InvalidModelException {
      return group.isPresent() ? group.get().tensor("vars/" + position) : Optional.empty();
    }

    @Override
    public LayerWeights wrapped() throws InvalidModelException {
      return within("layer");
    }

    @Override
    public LayerWeights part(Part part) throws InvalidModelException {
      return within(part.attribute());
    }

    private LayerWeights within(String name) throws InvalidModelException {
      return new OfLayer(group.isPresent() ? group.get().group(name) : Optional.empty());
    }
  }
}
