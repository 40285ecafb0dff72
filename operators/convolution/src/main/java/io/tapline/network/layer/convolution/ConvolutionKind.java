/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.SumOrder;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import java.util.List;
import java.util.function.Supplier;

/** Standard convolution, dense layers among them. */
public final class ConvolutionKind implements LayerKind<Convolution> {

  @Override
  public Class<Convolution> layerType() {
    return Convolution.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(Convolution layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkActivation(layer.activation());
    boolean positive =
        problems.checkPositive("filters", layer.filters())
            & problems.checkPositive("groups", layer.groups());
    FrameShape input = inputs.get(0);
    if (input.isPlane() && !isPointwise(layer.taps())) {
      problems.add(
          "convolution over time of planes must be two-dimensional",
          "height=" + input.height() + ", kernel size=" + layer.kernelSize());
    }
    if (positive && input.isKnown()) {
      problems.checkDivisible("input channels", input.channels(), layer.groups());
      problems.checkDivisible("filters", layer.filters(), layer.groups());
      // In float64, where no product of three sizes overflows.
      double expected =
          (double) layer.kernelSize() * (input.channels() / layer.groups()) * layer.filters();
      problems.checkSize("kernel", layer.kernel(), expected);
    }
    problems.checkOptionalSize("bias", layer.bias(), layer.filters());
  }

  @Override
  public FrameShape outputOfAnyInput(Convolution layer) {
    return new FrameShape(Math.max(0, layer.filters()));
  }

  @Override
  public List<StateSlot> state(Convolution layer, LayerPlace place) {
    return List.of(ConvolutionRing.of(place.taps(), place.input()));
  }

  @Override
  public void fingerprint(Convolution layer, FingerprintSink sink) {
    sink.add(layer.taps());
    sink.add(layer.filters());
    sink.add(layer.groups());
    sink.add(layer.kernel());
    sink.add(layer.bias());
    sink.add(layer.activation());
  }

  @Override
  public boolean isOfFirstFormat() {
    return true;
  }

  @Override
  public Supplier<Stage> stage(Convolution layer, LayerPlace place, Kernels kernels) {
    WindowKernel kernel = kernel(layer, place.input().channels(), kernels);
    if (place.input().frame().isPlane()) {
      return () -> new PointwiseStage(place, kernel.fork(), layer.activation(), kernels);
    }
    return () -> new ConvolutionStage(place, kernel.fork(), layer.activation(), kernels);
  }

  private static boolean isPointwise(Taps taps) {
    return taps.kernelSize() == 1 && taps.stride() == 1 && taps.left() == 0 && taps.right() == 0;
  }

  private static WindowKernel kernel(Convolution layer, int inputChannels, Kernels kernels) {
    // The taps of a group lie apart, as those of a dilated layer do.
    SumOrder order =
        layer.groups() > 1
            ? SumOrder.ONE_CHAIN
            : SumOrder.of(
                (long) layer.kernelSize() * inputChannels,
                layer.filters(),
                layer.taps().dilation());
    return DenseKernels.of(
        order,
        layer.kernelSize(),
        inputChannels,
        layer.filters(),
        layer.groups(),
        layer.kernel(),
        layer.bias(),
        kernels);
  }
}
