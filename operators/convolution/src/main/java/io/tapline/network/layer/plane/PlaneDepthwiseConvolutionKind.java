/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** Depthwise convolution over time and height. */
public final class PlaneDepthwiseConvolutionKind implements LayerKind<PlaneDepthwiseConvolution> {

  @Override
  public Class<PlaneDepthwiseConvolution> layerType() {
    return PlaneDepthwiseConvolution.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(
      PlaneDepthwiseConvolution layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkActivation(layer.activation());
    FrameShape input = inputs.get(0);
    HeightCheck.check(layer.height(), input, problems);
    if (problems.checkPositive("depth multiplier", layer.depthMultiplier()) && input.isKnown()) {
      // In float64, where no product of sizes overflows.
      double outputs = (double) input.channels() * layer.depthMultiplier();
      double taps = (double) layer.kernelSize() * layer.height().kernelSize();
      problems.checkSize("kernel", layer.kernel(), taps * outputs);
      problems.checkOptionalSize("bias", layer.bias(), outputs);
    }
  }

  @Override
  public void fingerprint(PlaneDepthwiseConvolution layer, FingerprintSink sink) {
    sink.add(layer.taps());
    HeightCheck.fingerprint(layer.height(), sink);
    sink.add(layer.depthMultiplier());
    sink.add(layer.kernel());
    sink.add(layer.bias());
    sink.add(layer.activation());
  }

  @Override
  public long multiplyAdds(PlaneDepthwiseConvolution layer, List<FrameShape> inputs) {
    long taps = (long) layer.kernelSize() * layer.height().kernelSize();
    return taps * output(layer, inputs).values();
  }

  @Override
  public double scratchValues(PlaneDepthwiseConvolution layer, LayerPlace place) {
    return PaddedPlanes.values(place, layer.height());
  }

  @Override
  public Supplier<Stage> stage(PlaneDepthwiseConvolution layer, LayerPlace place, Kernels kernels) {
    int outputs = place.output().channels();
    float[][] rows = new float[layer.kernelSize() * layer.height().kernelSize()][];
    for (int tap = 0; tap < rows.length; tap++) {
      rows[tap] = layer.kernel().slice(tap * outputs, outputs);
    }
    WindowKernel kernel =
        kernels.depthwise(
            place.input().channels(), layer.depthMultiplier(), rows, layer.bias().orZeros(outputs));
    return () ->
        new PlaneConvolutionStage(
            place, layer.height(), 1, kernel.fork(), layer.activation(), kernels);
  }
}
