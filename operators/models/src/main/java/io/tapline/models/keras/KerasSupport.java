/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.OperatorSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** What becomes of the layers and operations of Keras files. */
public final class KerasSupport {

  private KerasSupport() {}

  /** The types of layers that are known, those that are taken first. */
  public static List<OperatorSupport> layers() {
    List<OperatorSupport> layers = new ArrayList<>();
    for (String type : KnownLayers.types()) {
      LayerConditions conditions = LayerConditions.of(type);
      layers.add(
          new OperatorSupport(
              type,
              LayerConditions.versions(type),
              conditions.stream(),
              conditions.window(),
              conditions.note()));
    }
    RefusedLayers.reasons()
        .forEach(
            (type, reason) ->
                layers.add(OperatorSupport.refused(type, LayerConditions.versions(type), reason)));
    return layers;
  }

  /**
   * The operations between tensors that are taken, by their names in Keras 3: {@code keras.ops},
   * the operators of Python, and those of TensorFlow in files of Keras 2.
   */
  public static SortedSet<String> operations() {
    return Operators.names();
  }
}
