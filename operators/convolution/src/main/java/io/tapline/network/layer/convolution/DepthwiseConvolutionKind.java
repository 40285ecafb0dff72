/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import java.util.List;
import java.util.function.Supplier;

/** Depthwise convolution. */
public final class DepthwiseConvolutionKind implements LayerKind<DepthwiseConvolution> {

  @Override
  public Class<DepthwiseConvolution> layerType() {
    return DepthwiseConvolution.class;
  }

  @Override
  public void check(DepthwiseConvolution layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkActivation(layer.activation());
    FrameShape input = inputs.get(0);
    if (problems.checkPositive("depth multiplier", layer.depthMultiplier()) && input.isKnown()) {
      // In float64, where no product of three sizes overflows.
      double outputs = (double) input.channels() * layer.depthMultiplier();
      problems.checkSize("kernel", layer.kernel(), outputs * layer.kernelSize());
      problems.checkOptionalSize("bias", layer.bias(), outputs);
    }
  }

  @Override
  public List<StateSlot> state(DepthwiseConvolution layer, LayerPlace place) {
    return List.of(ConvolutionRing.of(place.taps(), place.input()));
  }

  @Override
  public void fingerprint(DepthwiseConvolution layer, FingerprintSink sink) {
    sink.add(layer.taps());
    sink.add(layer.depthMultiplier());
    sink.add(layer.kernel());
    sink.add(layer.bias());
    sink.add(layer.activation());
  }

  @Override
  public boolean isOfFirstFormat() {
    return true;
  }

  @Override
  public Supplier<Stage> stage(DepthwiseConvolution layer, LayerPlace place, Kernels kernels) {
    WindowKernel kernel = kernel(layer, place.input().channels(), kernels);
    return () -> new ConvolutionStage(place, kernel.fork(), layer.activation(), kernels);
  }

  private static WindowKernel kernel(DepthwiseConvolution layer, int channels, Kernels kernels) {
    int outputs = channels * layer.depthMultiplier();
    float[][] rows = new float[layer.kernelSize()][];
    for (int tap = 0; tap < rows.length; tap++) {
      rows[tap] = layer.kernel().slice(tap * outputs, outputs);
    }
    return kernels.depthwise(
        channels, layer.depthMultiplier(), rows, layer.bias().orZeros(outputs));
  }
}
