/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.models.InvalidModelException;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.shape.TimePadding;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** TimeDistributed around layers that work on each part of a window by itself. */
final class PartsLayers {
  private static final Set<String> SLIDING =
      Set.of("Conv1D", "DepthwiseConv1D", "SeparableConv1D", "MaxPooling1D", "AveragePooling1D");

  private static final Set<String> GLOBAL = Set.of("GlobalMaxPooling1D", "GlobalAveragePooling1D");

  /** Each of them takes a layer of the network. */
  private static final int MOST_ELEMENTS = 1000;

  private PartsLayers() {}

  static boolean canWrap(LayerConfig wrapped) {
    return SLIDING.contains(wrapped.type())
        || GLOBAL.contains(wrapped.type())
        || wrapped.type().equals("Flatten");
  }

  /**
   * Adds what the wrapped layer does.
   *
   * @param layer the wrapped layer
   * @param input a window in parts
   */
  static Signal translate(LayerContext layer, Signal input)
      throws UnsupportedLayerException, InvalidModelException {
    String type = layer.config().type();
    if (ChannelsFirst.is(layer.config())) {
      throw layer.config().problem("layer in parts needs channels last, got=channels_first");
    }
    if (type.equals("Flatten")) {
      return joined(layer, input, layer.name());
    }
    boolean global = GLOBAL.contains(type);
    Parts parts = input.parts();
    boolean pools = type.contains("Pooling");
    int kernel = global ? parts.length() : kernelSize(layer.config(), pools);
    int stride = global ? 1 : layer.config().counts("strides", 1, pools ? kernel : 1)[0];
    int dilation = global ? 1 : layer.config().counts("dilation_rate", 1, 1)[0];
    Parts left = parts.through(kernel, dilation, stride);
    if (left.length() == 0) {
      throw layer
          .config()
          .problem("kernel is longer than a part of the window", "input=" + input.shape());
    }
    if (!global && !layer.config().text("padding").orElse("valid").equalsIgnoreCase("valid")) {
      throw layer.config().problem("layer pads each part of a window, use padding valid");
    }
    LayerContext dense = dense(layer, type, kernel, kernel == 1 ? 1 : dilation * parts.step());
    Signal output =
        KnownLayers.translator(dense.config())
            .orElseThrow(() -> RefusedLayers.problem(layer.config()))
            .translate(dense, List.of(input.withParts(null)))
            .withParts(left);
    return global ? joined(layer, output, layer.part("parts")) : output;
  }

  private static int kernelSize(LayerConfig config, boolean pools)
      throws UnsupportedLayerException {
    int size = config.counts(pools ? "pool_size" : "kernel_size", 1, pools ? 2 : 0)[0];
    if (size == 0) {
      throw config.problem("kernel_size must be a whole number of at least 1");
    }
    return size;
  }

  /**
   * The layer as it works on the whole stream: at every frame, its taps as far apart as elements.
   */
  private static LayerContext dense(LayerContext layer, String type, int kernel, int dilation) {
    ObjectNode entry = layer.config().entry().deepCopy();
    ObjectNode config = (ObjectNode) entry.get("config");
    config.put("strides", 1).put("dilation_rate", dilation).put("padding", "valid");
    String dense = type.replace("Global", "");
    if (!dense.equals(type)) {
      config.put("pool_size", kernel);
    }
    return new LayerContext(
        new LayerConfig(dense, layer.name(), entry),
        layer.call(),
        layer.weights(),
        layer.trainable(),
        layer.version(),
        layer.draft());
  }

  /**
   * One frame of each part, all of its values in a row, the last of the layers called {@code name}.
   */
  static Signal joined(LayerContext layer, Signal input, String name)
      throws UnsupportedLayerException {
    Parts parts = input.parts();
    if (parts.length() > MOST_ELEMENTS) {
      throw layer
          .config()
          .problem(
              "a part has too many elements to be put in a row",
              "maximum=" + MOST_ELEMENTS,
              "got=" + parts.length());
    }
    String[] elements = new String[parts.length()];
    for (int j = 0; j < elements.length; j++) {
      String element = elements.length == 1 ? name : name + "/step-" + (j + 1);
      elements[j] =
          layer.add(
              new TimePadding(element, -j * parts.step(), 0, parts.every(), 0f), input.source());
    }
    String source =
        elements.length == 1 ? elements[0] : layer.add(new Concatenation(name), elements);
    return input
        .from(source)
        .withParts(null)
        .withChannels(Math.multiplyExact(parts.length(), input.channels()))
        .withFrames(OptionalInt.of(parts.count()));
  }
}
