/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.SimpleRnn;
import java.util.List;

/**
 * What a recurrent layer, or a cell of RNN, computes at one frame.
 *
 * @param layer the configuration that has its arguments, and its weights; called by the name that
 *     problems give
 * @param channels values of the frames that it reads
 */
record RecurrentCell(LayerContext layer, int channels) {
  private static final List<String> KERNEL = List.of("kernel");
  private static final List<String> RECURRENT = List.of("recurrent_kernel");
  private static final List<String> BIAS = List.of("bias");

  int units() throws UnsupportedLayerException {
    return layer.config().count("units");
  }

  /** The layer of the network, called {@code name}. */
  Layer named(String name) throws UnsupportedLayerException, InvalidModelException {
    return switch (layer.config().type()) {
      case "LSTM", "LSTMCell" -> lstm(name);
      case "GRU", "GRUCell" -> gru(name);
      case "SimpleRNN", "SimpleRNNCell" -> simple(name);
      case "CuDNNLSTM" -> cudnnLstm(name);
      case "CuDNNGRU" -> cudnnGru(name);
      default ->
          throw layer
              .config()
              .problem(
                  "cell of the layer is not supported, use LSTMCell, GRUCell or SimpleRNNCell");
    };
  }

  private Lstm lstm(String name) throws UnsupportedLayerException, InvalidModelException {
    int units = units();
    Activation activation = activation("activation", Activation.TANH);
    return Lstm.named(name)
        .units(units)
        .kernel(layer.weights(0, KERNEL, channels, 4L * units))
        .recurrent(layer.weights(1, RECURRENT, units, 4L * units))
        .bias(hasBias() ? layer.weights(2, BIAS, 4L * units) : new float[0])
        .recurrentActivation(gates())
        .activation(activation)
        .outputActivation(activation)
        .trainable(layer.trainable())
        .build();
  }

  private Gru gru(String name) throws UnsupportedLayerException, InvalidModelException {
    int units = units();
    boolean after = layer.config().flag("reset_after", layer.version().resetsAfter());
    Gru.Builder gru =
        Gru.named(name)
            .units(units)
            .kernel(layer.weights(0, KERNEL, channels, 3L * units))
            .recurrent(layer.weights(1, RECURRENT, units, 3L * units))
            .resetAfter(after)
            .recurrentActivation(gates())
            .activation(activation("activation", Activation.TANH))
            .trainable(layer.trainable());
    if (hasBias() && after) {
      float[] both = layer.weights(2, BIAS, 2, 3L * units);
      gru.bias(CudnnLayout.half(both, 0)).recurrentBias(CudnnLayout.half(both, 1));
    } else if (hasBias()) {
      gru.bias(layer.weights(2, BIAS, 3L * units));
    }
    return gru.build();
  }

  private SimpleRnn simple(String name) throws UnsupportedLayerException, InvalidModelException {
    int units = units();
    return SimpleRnn.named(name)
        .units(units)
        .kernel(layer.weights(0, KERNEL, channels, units))
        .recurrent(layer.weights(1, RECURRENT, units, units))
        .bias(hasBias() ? layer.weights(2, BIAS, units) : new float[0])
        .activation(activation("activation", Activation.TANH))
        .trainable(layer.trainable())
        .build();
  }

  /** Its functions are fixed, and it always has biases. */
  private Lstm cudnnLstm(String name) throws UnsupportedLayerException, InvalidModelException {
    int units = units();
    float[] bias = layer.weights(2, BIAS, 8L * units);
    return Lstm.named(name)
        .units(units)
        .kernel(CudnnLayout.kernel(layer.weights(0, KERNEL, channels, 4L * units), channels, 4))
        .recurrent(CudnnLayout.kernel(layer.weights(1, RECURRENT, units, 4L * units), units, 4))
        .bias(CudnnLayout.sum(CudnnLayout.half(bias, 0), CudnnLayout.half(bias, 1)))
        .trainable(layer.trainable())
        .build();
  }

  private Gru cudnnGru(String name) throws UnsupportedLayerException, InvalidModelException {
    int units = units();
    float[] bias = layer.weights(2, BIAS, 6L * units);
    return Gru.named(name)
        .units(units)
        .kernel(CudnnLayout.kernel(layer.weights(0, KERNEL, channels, 3L * units), channels, 3))
        .recurrent(CudnnLayout.kernel(layer.weights(1, RECURRENT, units, 3L * units), units, 3))
        .bias(CudnnLayout.half(bias, 0))
        .recurrentBias(CudnnLayout.half(bias, 1))
        .trainable(layer.trainable())
        .build();
  }

  private boolean hasBias() throws UnsupportedLayerException {
    return layer.config().flag("use_bias", true);
  }

  private Activation gates() throws UnsupportedLayerException {
    return activation(
        "recurrent_activation",
        layer.version().hasHardGates() ? Activation.hardSigmoid(0.2f, 0.5f) : Activation.SIGMOID);
  }

  /** A function of one value; without an entry the layer's own, none at all where it is null. */
  private Activation activation(String key, Activation fallback) throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    if (config.config().path(key).isMissingNode()) {
      return fallback;
    }
    ActivationFunction function = ActivationFunction.of(config, key, layer.version());
    if (function.steps().size() != 1) {
      throw config.problem(
          "activation of a recurrent layer must be one function of one value, use another",
          "key=" + key);
    }
    return function.fused();
  }
}
