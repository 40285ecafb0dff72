/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tapline.convolution.NetworkLayer;
import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.ActivationLayer;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.DepthwiseConvolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.Padding;
import io.tapline.convolution.layer.Taps;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Writes a topology: one line for each layer, without what is default anyway. */
final class TopologyWriter {
  /** Words that YAML does not take for texts. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private final StringBuilder yaml = new StringBuilder();

  private TopologyWriter() {}

  static byte[] write(Model model, String weightsFile) {
    TopologyWriter writer = new TopologyWriter();
    writer.write(model);
    writer.line("weights", quoted(weightsFile));
    writer.yaml.append("layers:\n");
    for (NetworkLayer place : model.network().layers()) {
      writer.write(place.layer());
    }
    return writer.yaml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Model model) {
    line("format", TopologyReader.FORMAT);
    line("name", quoted(model.name()));
    line("version", quoted(model.version()));
    String frames =
        model.inputFrames().isPresent() ? ", frames: " + model.inputFrames().getAsInt() : "";
    line("input", "{channels: " + model.network().inputChannels() + frames + "}");
    line("output", quoted(model.outputName()));
  }

  private void write(Layer layer) {
    if (layer instanceof Convolution convolution) {
      write(convolution);
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      write(depthwise);
    } else if (layer instanceof BatchNormalization normalization) {
      start("batch-normalization", layer);
      entry("epsilon", decimal(normalization.epsilon()));
      trainable(layer);
    } else if (layer instanceof ActivationLayer activation) {
      start("activation", layer);
      write(activation.activation());
    }
    yaml.append("}\n");
  }

  private void write(Convolution layer) {
    boolean pointwise =
        layer.kernelSize() == 1 && layer.dilation() == 1 && layer.padding() == Padding.CAUSAL;
    start(pointwise ? "pointwise" : "conv1d", layer);
    entry("filters", Integer.toString(layer.filters()));
    if (!pointwise) {
      entry("kernel-size", Integer.toString(layer.kernelSize()));
    }
    strideAndDilation(layer.taps());
    unlessOne("groups", layer.groups());
    if (!pointwise) {
      padding(layer.padding());
    }
    write(layer.activation());
    bias(layer.bias().isEmpty());
    trainable(layer);
  }

  private void write(DepthwiseConvolution layer) {
    start("depthwise-conv1d", layer);
    entry("kernel-size", Integer.toString(layer.kernelSize()));
    unlessOne("depth-multiplier", layer.depthMultiplier());
    strideAndDilation(layer.taps());
    padding(layer.padding());
    write(layer.activation());
    bias(layer.bias().isEmpty());
    trainable(layer);
  }

  private void write(Activation activation) {
    entry("activation", activation.kind().label());
    activation.parameters().forEach((name, value) -> entry(name, decimal(value)));
  }

  private void start(String type, Layer layer) {
    yaml.append("  - {type: ").append(type);
    entry("name", quoted(layer.name()));
  }

  private void strideAndDilation(Taps taps) {
    unlessOne("stride", taps.stride());
    unlessOne("dilation", taps.dilation());
  }

  private void padding(Padding padding) {
    entry("padding", padding.mode().name().toLowerCase(Locale.ROOT));
  }

  private void bias(boolean none) {
    if (none) {
      entry("use-bias", "false");
    }
  }

  private void trainable(Layer layer) {
    if (!layer.trainable()) {
      entry("trainable", "false");
    }
  }

  private void unlessOne(String key, int value) {
    if (value != 1) {
      entry(key, Integer.toString(value));
    }
  }

  private void entry(String key, String value) {
    yaml.append(", ").append(key).append(": ").append(value);
  }

  private void line(String key, String value) {
    yaml.append(key).append(": ").append(value).append('\n');
  }

  /** The shortest decimal that reads as the same float32, without an exponent. */
  private static String decimal(float value) {
    return new BigDecimal(Float.toString(value)).toPlainString();
  }

  /** A text as YAML takes it: plain where that is safe, else in quotes, escaped as in JSON. */
  private static String quoted(String text) {
    boolean plain =
        text.matches("[A-Za-z][A-Za-z0-9._-]*")
            && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
    return plain
        ? text
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
