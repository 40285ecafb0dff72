/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.state;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.RingShape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Tells networks apart by what they compute: SHA-256 over topology and weights, of which the first
 * eight bytes count. Names and trainability do not enter.
 *
 * <p>This is part of the state's contract: the encoding may change only with {@link
 * StateLayout#VERSION}.
 */
public final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Float.BYTES);

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static long of(NetworkPlan plan) {
    Fingerprint fingerprint = new Fingerprint();
    boolean first = isOfTheFirstKind(plan);
    fingerprint.add(first ? "tapline-network/1" : "tapline-network/2");
    fingerprint.add(plan.inputChannels());
    for (NetworkLayer place : plan.layers()) {
      fingerprint.add(place.layer());
      if (!first) {
        fingerprint.add(place.sources());
        place.rings().forEach(fingerprint::add);
      }
    }
    if (!first) {
      fingerprint.add(plan.outputs().stream().map(NetworkOutput::layer).toList());
      plan.window().ifPresent(fingerprint::add);
      plan.sharedByWindows().forEach(source -> fingerprint.add(plan.windowRing(source)));
      // It says whether more is kept than the rings.
      fingerprint.add(plan.looksAhead() ? 1 : 0);
    }
    return ByteBuffer.wrap(fingerprint.digest.digest()).getLong();
  }

  /**
   * Whether it is what was there first: each layer reads the one before, pads to the left or not at
   * all, and is of one of four types. Its rings follow from its layers alone.
   */
  private static boolean isOfTheFirstKind(NetworkPlan plan) {
    List<NetworkLayer> layers = plan.layers();
    boolean chained = true;
    for (int i = 0; i < layers.size(); i++) {
      chained &= layers.get(i).sources().equals(List.of(i - 1)) && isFirst(layers.get(i).layer());
    }
    return chained
        && plan.window().isEmpty()
        && plan.outputs().size() == 1
        && plan.outputs().get(0).layer() == layers.size() - 1;
  }

  private static boolean isFirst(Layer layer) {
    Padding padding = layer.taps().padding();
    return (padding.equals(Padding.CAUSAL) || padding.equals(Padding.VALID))
        && (layer instanceof Convolution
            || layer instanceof DepthwiseConvolution
            || layer instanceof BatchNormalization
            || layer instanceof ActivationLayer);
  }

  private void add(List<Integer> positions) {
    add(positions.size());
    positions.forEach(this::add);
  }

  private void add(RingShape ring) {
    add((int) ring.frames());
    add(ring.channels());
  }

  private void add(Window window) {
    add(window.size());
    add(window.hop());
  }

  private void add(Layer layer) {
    add(layer.type());
    if (layer instanceof Convolution convolution) {
      add(convolution.taps());
      add(convolution.filters());
      add(convolution.groups());
      add(convolution.kernel());
      add(convolution.bias());
      add(convolution.activation());
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      add(depthwise.taps());
      add(depthwise.depthMultiplier());
      add(depthwise.kernel());
      add(depthwise.bias());
      add(depthwise.activation());
    } else if (layer instanceof BatchNormalization normalization) {
      add(normalization.gamma());
      add(normalization.beta());
      add(normalization.mean());
      add(normalization.variance());
      add(normalization.epsilon());
    } else if (layer instanceof ActivationLayer activation) {
      add(activation.activation());
    } else if (layer instanceof Pooling pooling) {
      add(pooling.taps());
      add(pooling.taps().partial() ? 1 : 0);
      add(pooling.countPadding() ? 1 : 0);
    } else if (layer instanceof LayerNormalization normalization) {
      add(normalization.gamma());
      add(normalization.beta());
      add(normalization.epsilon());
    } else if (layer instanceof ParametricRelu relu) {
      add(relu.alpha());
    } else if (layer instanceof ConstantArithmetic arithmetic) {
      add(arithmetic.constants());
      add(arithmetic.constantFirst() ? 1 : 0);
    } else if (layer instanceof ChannelSelection selection) {
      add(selection.channels().size());
      selection.channels().forEach(this::add);
    } else if (layer instanceof ChannelReduction reduction) {
      add(reduction.kind().name());
    } else if (layer instanceof TimePadding padding) {
      add(padding.taps());
      add(padding.value());
    } else if (layer instanceof TimeCollapse collapse) {
      add(collapse.kind().name());
      add(collapse.step());
    }
  }

  private void add(Taps taps) {
    add(taps.kernelSize());
    add(taps.stride());
    add(taps.dilation());
    add(taps.padding().mode().name());
    if (taps.padding().mode() == Padding.Mode.EXPLICIT) {
      add(taps.padding().left());
      add(taps.padding().right());
    }
  }

  private void add(Activation activation) {
    add(activation.kind().name());
    add(activation.alpha());
    // Only where there is one: fingerprints were written before kinds had a second parameter.
    if (activation.kind().parameters().size() > 1) {
      add(activation.beta());
    }
  }

  private void add(Weights weights) {
    add(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      add(weights.get(i));
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(float value) {
    add(Float.floatToIntBits(value));
  }

  private void add(int value) {
    digest.update(number.putInt(0, value).array());
  }
}
