/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import java.util.Objects;

/**
 * Depthwise convolution of planes over time and height, then an activation: channel c of the input
 * meets its own M outputs only, at output channel c·M + m.
 *
 * @param name the layer's name
 * @param depthMultiplier M, outputs of each input channel
 * @param kernelSize number of taps over time
 * @param stride input frames per output frame
 * @param dilation input frames from tap to tap
 * @param padding what stands before the first frame and after the last; not negative
 * @param height taps over the height axis
 * @param kernel shape (kernelSize, height.kernelSize, C, depthMultiplier), row-major
 * @param bias shape (C·depthMultiplier), or empty for none
 * @param activation applied to each sum
 * @param trainable whether the parameters count as trainable
 */
public record PlaneDepthwiseConvolution(
    String name,
    int depthMultiplier,
    int kernelSize,
    int stride,
    int dilation,
    Padding padding,
    HeightTaps height,
    Weights kernel,
    Weights bias,
    Activation activation,
    boolean trainable)
    implements Layer {

  public PlaneDepthwiseConvolution {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(padding, "padding");
    Objects.requireNonNull(height, "height");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(bias, "bias");
    Objects.requireNonNull(activation, "activation");
  }

  /**
   * Starts a depthwise convolution with multiplier 1, strides and dilations 1, one tap over height,
   * causal, linear, without bias, trainable.
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public String type() {
    return "DepthwiseConv2D";
  }

  @Override
  public long outputHeight(long inputHeight) {
    return height.outputs(inputHeight);
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
  public Parameters parameters() {
    return Parameters.of((long) kernel.size() + bias.size(), trainable);
  }

  /**
   * Builds a {@link PlaneDepthwiseConvolution}; {@code kernelSize} and {@code kernel} have no
   * default.
   */
  public static final class Builder {
    private final String name;
    private int depthMultiplier = 1;
    private int kernelSize;
    private int stride = 1;
    private int dilation = 1;
    private Padding padding = Padding.CAUSAL;
    private HeightTaps height = HeightTaps.POINT;
    private Weights kernel = Weights.none();
    private Weights bias = Weights.none();
    private Activation activation = Activation.LINEAR;
    private boolean trainable = true;

    private Builder(String name) {
      this.name = name;
    }

    public Builder depthMultiplier(int depthMultiplier) {
      this.depthMultiplier = depthMultiplier;
      return this;
    }

    public Builder kernelSize(int kernelSize) {
      this.kernelSize = kernelSize;
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

    public Builder height(HeightTaps height) {
      this.height = height;
      return this;
    }

    /** Shape (kernelSize, height.kernelSize, C, depthMultiplier). */
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

    public PlaneDepthwiseConvolution build() {
      return new PlaneDepthwiseConvolution(
          name,
          depthMultiplier,
          kernelSize,
          stride,
          dilation,
          padding,
          height,
          kernel,
          bias,
          activation,
          trainable);
    }
  }
}
