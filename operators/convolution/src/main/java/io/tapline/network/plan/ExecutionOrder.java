/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.layer.LayerKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which layers run: first what is streamed, then, window by window, what is computed
 * anew for each and the collapses of it, at last what is left of the windows.
 *
 * @param streamed positions of layers
 * @param recomputed likewise
 * @param collapsing collapses of recomputed layers
 * @param perWindow likewise
 */
public record ExecutionOrder(
    List<Integer> streamed,
    List<Integer> recomputed,
    List<Integer> collapsing,
    List<Integer> perWindow) {

  public static ExecutionOrder of(List<NetworkLayer> layers) {
    ExecutionOrder order =
        new ExecutionOrder(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < layers.size(); i++) {
      order.listFor(layers.get(i)).add(i);
    }
    return order;
  }

  private List<Integer> listFor(NetworkLayer layer) {
    return switch (layer.execution()) {
      case STREAMED -> streamed;
      case RECOMPUTED, WITHIN_WINDOW -> recomputed;
      case PER_WINDOW ->
          layer.role() == LayerKind.Role.COLLAPSE
                  && layer.inputs().get(0).execution().isInsideWindow()
              ? collapsing
              : perWindow;
    };
  }
}
