/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.simplify;

import io.tapline.models.Padded;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.shape.TimePadding;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets layers disappear in convolutions where that changes no value: zeros put in before one,
 * frames cut off after one, biases added to one. What no output depends on is left out.
 *
 * <p>Exporters write a causal convolution as zeros on both sides and a slice that cuts the right
 * end off, or as zeros on the left before a convolution without padding. Layer by layer the former
 * would wait for frames that it throws away.
 */
public final class Simplification {
  private Simplification() {}

  public static NetworkGraph of(NetworkGraph graph) {
    Editable zeros = new Editable(graph);
    zeros.nodes().forEach(node -> takeZerosIn(zeros, node.layer()));
    Editable cuts = new Editable(zeros.graph());
    cuts.nodes().forEach(node -> cutBefore(cuts, node.layer()));
    Editable biases = new Editable(cuts.graph());
    biases.nodes().forEach(node -> takeBiasIn(biases, node.layer()));
    return biases.graph();
  }

  /** A convolution behind zeros pads itself. */
  private static void takeZerosIn(Editable graph, Layer layer) {
    boolean convolution =
        layer instanceof Convolution
            || layer instanceof DepthwiseConvolution
            || layer instanceof PlaneConvolution
            || layer instanceof PlaneDepthwiseConvolution;
    if (!convolution || layer.taps().dependOnLength()) {
      return;
    }
    String input = graph.input(layer.name());
    long left = layer.taps().left();
    long right = layer.taps().right();
    while (graph.layer(input) instanceof TimePadding pad
        && pad.stride() == 1
        && isZero(pad)
        && commutes(pad.left(), left)
        && commutes(pad.right(), right)) {
      left += pad.left();
      right += pad.right();
      input = graph.input(input);
    }
    // A kernel itself can pad, but not cut off.
    if (!input.equals(graph.input(layer.name())) && left >= 0 && right >= 0) {
      Padding padding = Padded.padding(layer.taps(), left, right);
      graph.replace(Padded.with(layer, layer.taps().stride(), padding).orElseThrow(), input);
    }
  }

  private static boolean isZero(TimePadding pad) {
    return pad.value() == 0 || pad.left() <= 0 && pad.right() <= 0;
  }

  /** Zeros in the place of frames that were cut off are not those frames. */
  private static boolean commutes(long first, long then) {
    return first >= 0 || then <= 0;
  }

  /** A kernel whose first or last outputs are cut off, or taken in steps, need not give them. */
  private static void cutBefore(Editable graph, Layer layer) {
    if (!(layer instanceof TimePadding cut) || cut.left() > 0 || cut.right() > 0) {
      return;
    }
    String input = graph.input(layer.name());
    Layer source = graph.layer(input);
    if (source == null || !graph.hasOneReader(input) || source.taps().dependOnLength()) {
      return;
    }
    Taps taps = source.taps();
    long left = taps.left() + (long) cut.left() * taps.stride();
    long right = taps.right() + (long) cut.right() * taps.stride();
    long stride = (long) taps.stride() * cut.stride();
    // A kernel itself can pad, but not cut off.
    if (left < 0 || right < 0 || stride != (int) stride) {
      return;
    }
    Optional<Layer> shorter = Padded.with(source, (int) stride, Padded.padding(taps, left, right));
    shorter.ifPresent(
        replaced -> {
          graph.replace(replaced, graph.input(input));
          graph.bypass(layer.name());
        });
  }

  private static void takeBiasIn(Editable graph, Layer layer) {
    if (!(layer instanceof ConstantArithmetic added) || added.operation() != Arithmetic.ADD) {
      return;
    }
    String input = graph.input(layer.name());
    if (graph.layer(input) == null || !graph.hasOneReader(input)) {
      return;
    }
    if (graph.layer(input) instanceof Convolution c
        && c.bias().isEmpty()
        && c.activation().equals(Activation.LINEAR)) {
      spread(added.constants(), c.filters())
          .ifPresent(
              bias -> {
                graph.replace(withBias(c, bias), graph.input(input));
                graph.bypass(layer.name());
              });
    }
  }

  private static Layer withBias(Convolution c, Weights bias) {
    return new Convolution(
        c.name(),
        c.filters(),
        c.kernelSize(),
        c.stride(),
        c.dilation(),
        c.groups(),
        c.padding(),
        c.kernel(),
        bias,
        c.activation(),
        c.trainable());
  }

  private static Optional<Weights> spread(Weights constants, int filters) {
    if (constants.size() == filters) {
      return Optional.of(constants);
    }
    if (constants.size() != 1) {
      return Optional.empty();
    }
    float[] all = new float[filters];
    Arrays.fill(all, constants.get(0));
    return Optional.of(Weights.of(all));
  }
}
