/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import java.util.Objects;

/**
 * Depthwise 1-D convolution: each input channel c has M filters of its own, whose outputs are the
 * channels c·M + m; then an activation.
 *
 * @param name the layer's name
 * @param kernelSize number of taps
 * @param depthMultiplier M, the output channels per input channel
 * @param stride input frames per output frame
 * @param dilation input frames from tap to tap
 * @param padding what stands before the first input and after the last; not negative
 * @param kernel shape (kernelSize, C, M), row-major, oldest tap first, as Keras lays it out
 * @param bias shape (C·M), or empty for none
 * @param activation applied to each sum
 * @param trainable whether the parameters count as trainable
 */
public record DepthwiseConvolution(
    String name,
    int kernelSize,
    int depthMultiplier,
    int stride,
    int dilation,
    Padding padding,
    Weights kernel,
    Weights bias,
    Activation activation,
    boolean trainable)
    implements Layer {

  public DepthwiseConvolution {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(bias, "bias");
    Objects.requireNonNull(activation, "activation");
  }

  /**
   * Starts a depthwise convolution with multiplier 1, stride 1, dilation 1, causal, linear, without
   * bias, trainable.
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public String type() {
    return "DepthwiseConv1D";
  }

  @Override
  public Taps taps() {
    return new Taps(kernelSize, stride, dilation, padding);
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return (long) inputChannels[0] * depthMultiplier;
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return (long) kernelSize * inputChannels[0] * depthMultiplier;
  }

  @Override
  public Parameters parameters() {
    return Parameters.of((long) kernel.size() + bias.size(), trainable);
  }

  /**
   * Builds a {@link DepthwiseConvolution}; {@code kernelSize} and {@code kernel} have no default.
   */
  public static final class Builder {
    private final String name;
    private int kernelSize;
    private int depthMultiplier = 1;
    private int stride = 1;
    private int dilation = 1;
    private Padding padding = Padding.CAUSAL;
    private Weights kernel = Weights.none();
    private Weights bias = Weights.none();
    private Activation activation = Activation.LINEAR;
    private boolean trainable = true;

    private Builder(String name) {
      this.name = name;
    }

    public Builder kernelSize(int kernelSize) {
      this.kernelSize = kernelSize;
      return this;
    }

    public Builder depthMultiplier(int depthMultiplier) {
      this.depthMultiplier = depthMultiplier;
      return this;
    }

    public Builder stride(int stride) {
      this.stride = stride;
      return this;
    }

    public Builder dilation(int dilation) {
      this.dilation = dilation;
      return this;
    }

    public Builder padding(Padding padding) {
      this.padding = padding;
      return this;
    }

    /** Shape (kernelSize, C, depthMultiplier). */
    public Builder kernel(float... kernel) {
      this.kernel = Weights.of(kernel);
      return this;
    }

    /** Shape (C·depthMultiplier). */
    public Builder bias(float... bias) {
      this.bias = Weights.of(bias);
      return this;
    }

    public Builder activation(Activation activation) {
      this.activation = activation;
      return this;
    }

    public Builder trainable(boolean trainable) {
      this.trainable = trainable;
      return this;
    }

    public DepthwiseConvolution build() {
      return new DepthwiseConvolution(
          name,
          kernelSize,
          depthMultiplier,
          stride,
          dilation,
          padding,
          kernel,
          bias,
          activation,
          trainable);
    }
  }
}
