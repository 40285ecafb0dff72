/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.SumOrder;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.convolution.DenseKernels;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** Convolution over time and height. */
public final class PlaneConvolutionKind implements LayerKind<PlaneConvolution> {

  @Override
  public Class<PlaneConvolution> layerType() {
    return PlaneConvolution.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(PlaneConvolution layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkActivation(layer.activation());
    boolean positive =
        problems.checkPositive("filters", layer.filters())
            & problems.checkPositive("groups", layer.groups());
    FrameShape input = inputs.get(0);
    HeightCheck.check(layer.height(), input, problems);
    if (positive && input.isKnown()) {
      problems.checkDivisible("input channels", input.channels(), layer.groups());
      problems.checkDivisible("filters", layer.filters(), layer.groups());
      // In float64, where no product of sizes overflows.
      double taps = (double) layer.kernelSize() * layer.height().kernelSize();
      double expected = taps * (input.channels() / layer.groups()) * layer.filters();
      problems.checkSize("kernel", layer.kernel(), expected);
    }
    problems.checkOptionalSize("bias", layer.bias(), layer.filters());
  }

  @Override
  public void fingerprint(PlaneConvolution layer, FingerprintSink sink) {
    sink.add(layer.taps());
    HeightCheck.fingerprint(layer.height(), sink);
    sink.add(layer.filters());
    sink.add(layer.groups());
    sink.add(layer.kernel());
    sink.add(layer.bias());
    sink.add(layer.activation());
  }

  @Override
  public long multiplyAdds(PlaneConvolution layer, List<FrameShape> inputs) {
    long taps = (long) layer.kernelSize() * layer.height().kernelSize();
    long each = taps * (inputs.get(0).channels() / layer.groups()) * layer.filters();
    return layer.height().outputs(inputs.get(0).height()) * each;
  }

  @Override
  public double scratchValues(PlaneConvolution layer, LayerPlace place) {
    return PaddedPlanes.values(place, layer.height());
  }

  @Override
  public Supplier<Stage> stage(PlaneConvolution layer, LayerPlace place, Kernels kernels) {
    int channels = place.input().channels();
    HeightTaps height = layer.height();
    // Positions side by side are one tap of more channels, which has fewer loops.
    int together = layer.groups() == 1 && height.dilation() == 1 ? height.kernelSize() : 1;
    WindowKernel kernel =
        DenseKernels.of(
            // The taps of one time do not lie right behind those of the time before.
            SumOrder.ONE_CHAIN,
            layer.kernelSize() * height.kernelSize() / together,
            channels * together,
            layer.filters(),
            layer.groups(),
            layer.kernel(),
            layer.bias(),
            kernels);
    return () ->
        new PlaneConvolutionStage(
            place, height, together, kernel.fork(), layer.activation(), kernels);
  }
}
