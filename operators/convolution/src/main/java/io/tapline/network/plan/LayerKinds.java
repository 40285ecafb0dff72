/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.BoundLayer;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.activation.ActivationLayerKind;
import io.tapline.network.layer.activation.ParametricReluKind;
import io.tapline.network.layer.activation.SoftmaxKind;
import io.tapline.network.layer.collapse.RepetitionKind;
import io.tapline.network.layer.collapse.TimeCollapseKind;
import io.tapline.network.layer.convolution.ConvolutionKind;
import io.tapline.network.layer.convolution.DepthwiseConvolutionKind;
import io.tapline.network.layer.merge.ConcatenationKind;
import io.tapline.network.layer.merge.ConstantArithmeticKind;
import io.tapline.network.layer.merge.MergeKind;
import io.tapline.network.layer.merge.WhereKind;
import io.tapline.network.layer.normalization.BatchNormalizationKind;
import io.tapline.network.layer.normalization.LayerNormalizationKind;
import io.tapline.network.layer.plane.HeightReductionKind;
import io.tapline.network.layer.plane.PlaneConvolutionKind;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolutionKind;
import io.tapline.network.layer.plane.PlanePoolingKind;
import io.tapline.network.layer.plane.ReframeKind;
import io.tapline.network.layer.pooling.PoolingKind;
import io.tapline.network.layer.recurrent.GruKind;
import io.tapline.network.layer.recurrent.LstmKind;
import io.tapline.network.layer.recurrent.SimpleRnnKind;
import io.tapline.network.layer.shape.ChannelReductionKind;
import io.tapline.network.layer.shape.ChannelSelectionKind;
import io.tapline.network.layer.shape.TimePaddingKind;
import io.tapline.network.layer.shape.TimeReversalKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of all kinds of layers: a new kind is one row. */
public final class LayerKinds {
  /** The kinds that networks of this release may have. */
  public static final LayerKinds ALL =
      new LayerKinds(
          List.of(
              new ConvolutionKind(),
              new DepthwiseConvolutionKind(),
              new PoolingKind(),
              new BatchNormalizationKind(),
              new LayerNormalizationKind(),
              new ActivationLayerKind(),
              new ParametricReluKind(),
              new SoftmaxKind(),
              new ConstantArithmeticKind(),
              new MergeKind(),
              new WhereKind(),
              new ConcatenationKind(),
              new ChannelSelectionKind(),
              new ChannelReductionKind(),
              new TimePaddingKind(),
              new TimeCollapseKind(),
              new LstmKind(),
              new GruKind(),
              new SimpleRnnKind(),
              new TimeReversalKind(),
              new RepetitionKind(),
              new PlaneConvolutionKind(),
              new PlaneDepthwiseConvolutionKind(),
              new PlanePoolingKind(),
              new HeightReductionKind(),
              new ReframeKind()));

  private final List<LayerKind<?>> rows;
  private final Map<Class<?>, LayerKind<?>> byType = new HashMap<>();

  private LayerKinds(List<LayerKind<?>> rows) {
    this.rows = List.copyOf(rows);
    for (LayerKind<?> kind : rows) {
      if (byType.put(kind.layerType(), kind) != null) {
        throw new IllegalArgumentException(
            "layer type must have one kind: type=" + kind.layerType().getName());
      }
    }
  }

  /** These and one more. */
  public LayerKinds with(LayerKind<?> kind) {
    List<LayerKind<?>> more = new ArrayList<>(rows);
    more.add(kind);
    return new LayerKinds(more);
  }

  /** The kinds, in the order of the table. */
  public List<LayerKind<?>> rows() {
    return rows;
  }

  /** Whether a graph runs in windows only: a layer of it needs the whole of one. */
  public boolean needsWindows(NetworkGraph graph) {
    return graph.nodes().stream()
        .map(node -> bind(node.layer()).role())
        .anyMatch(
            role ->
                role == LayerKind.Role.COLLAPSE
                    || role == LayerKind.Role.WHOLE_WINDOW
                    || role == LayerKind.Role.REPEAT);
  }

  /**
   * A layer with its kind.
   *
   * @throws IllegalArgumentException if the layer's type is not in the table
   */
  <L extends Layer> BoundLayer<L> bind(L layer) {
    LayerKind<?> kind = byType.get(layer.getClass());
    if (kind == null) {
      throw new IllegalArgumentException(
          "layer type has no kind: add it to the table of LayerKinds: layer="
              + layer.name()
              + ", type="
              + layer.getClass().getName());
    }
    // The table is keyed by the type that its kind declares.
    @SuppressWarnings("unchecked")
    LayerKind<L> ofLayer = (LayerKind<L>) kind;
    return new BoundLayer<>(layer, ofLayer);
  }
}
