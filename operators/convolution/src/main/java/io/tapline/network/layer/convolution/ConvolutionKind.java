/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.kernel.GroupedKernel;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.PlainKernels;
import io.tapline.network.kernel.SumOrder;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Standard convolution, dense layers among them. */
public final class ConvolutionKind implements LayerKind<Convolution> {

  @Override
  public Class<Convolution> layerType() {
    return Convolution.class;
  }

  @Override
  public void check(Convolution layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkActivation(layer.activation());
    boolean positive =
        problems.checkPositive("filters", layer.filters())
            & problems.checkPositive("groups", layer.groups());
    FrameShape input = inputs.get(0);
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
    return () -> new ConvolutionStage(place, kernel.fork(), layer.activation(), kernels);
  }

  private static WindowKernel kernel(Convolution layer, int inputChannels, Kernels kernels) {
    int groupInputs = inputChannels / layer.groups();
    int groupOutputs = layer.filters() / layer.groups();
    // Small groups would be mostly what makes whole vectors.
    boolean small = layer.groups() > 1 && 2 * groupOutputs <= kernels.lanes();
    Kernels suited = small ? new PlainKernels() : kernels;
    int lanes = suited.lanes();
    int groupWidth = (groupOutputs + lanes - 1) / lanes * lanes;
    // The taps of a group lie apart, as those of a dilated layer do.
    SumOrder order =
        layer.groups() > 1
            ? SumOrder.ONE_CHAIN
            : SumOrder.of(
                (long) layer.kernelSize() * inputChannels,
                layer.filters(),
                layer.taps().dilation());
    float[] bias = layer.bias().orZeros(layer.filters());
    List<WindowKernel> groups = new ArrayList<>();
    for (int group = 0; group < layer.groups(); group++) {
      int first = group * groupOutputs;
      float[][] rows = new float[layer.kernelSize() * groupInputs][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = layer.kernel().slice(row * layer.filters() + first, groupOutputs);
      }
      float[] groupBias = Arrays.copyOfRange(bias, first, first + groupOutputs);
      groups.add(suited.dense(order, groupInputs, rows, groupBias, layer.groups() * groupWidth));
    }
    return groups.size() == 1
        ? groups.get(0)
        : new GroupedKernel(groups, layer.kernelSize(), groupInputs, groupOutputs, groupWidth);
  }
}
