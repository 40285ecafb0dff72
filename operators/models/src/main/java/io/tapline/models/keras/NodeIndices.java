/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which use of a model within a model a tensor's index means.
 *
 * <p>Keras 2 counts the uses of a model from 1 where the model was made with an input of its own:
 * its use 0 is the model by itself, which is not written. Other layers, and all of Keras 3, count
 * from 0. As every use that is written is also read, the indices say which of them a file has.
 *
 * @param shifted names of the models whose uses count from 1
 * @param unclear models whose indices fit neither
 */
record NodeIndices(List<String> shifted, List<LayerConfig> unclear) {

  static NodeIndices of(List<LayerUse> uses, Collection<TensorReference> outputs) {
    Map<String, LayerConfig> models = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    Map<String, TreeSet<Integer>> read = new HashMap<>();
    for (LayerUse use : uses) {
      if (use.layer().isModel()) {
        models.put(use.layer().name(), use.layer());
        counts.merge(use.layer().name(), 1, Integer::sum);
      }
      use.inputs().forEach(input -> add(input, read));
    }
    outputs.forEach(output -> add(output, read));
    List<String> shifted = new ArrayList<>();
    List<LayerConfig> unclear = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          TreeSet<Integer> indices = read.getOrDefault(name, new TreeSet<>());
          if (!indices.isEmpty() && indices.first() > 0) {
            if (indices.first() == 1 && indices.last().equals(count)) {
              shifted.add(name);
            } else {
              unclear.add(models.get(name));
            }
          }
        });
    return new NodeIndices(shifted, unclear);
  }

  private static void add(TensorReference reference, Map<String, TreeSet<Integer>> read) {
    read.computeIfAbsent(reference.layer(), key -> new TreeSet<>()).add(reference.use());
  }

  /** The reference with an index that counts from 0. */
  TensorReference fromZero(TensorReference reference) {
    return shifted.contains(reference.layer())
        ? new TensorReference(reference.layer(), reference.use() - 1, reference.position())
        : reference;
  }

  LayerUse fromZero(LayerUse use) {
    return new LayerUse(
        use.layer(), use.use(), use.inputs().stream().map(this::fromZero).toList(), use.call());
  }
}
