/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;

/**
 * A convolution over time and height: for each output frame, a kernel runs over the positions of
 * the height axis as it runs over the frames of a stream. The order of each sum is that of the
 * weights: over time, then height, then channels.
 */
final class PlaneConvolutionStage implements Stage {
  private final Taps taps;
  private final PaddedPlanes planes;
  private final int heightTaps;
  private final int tapStep;
  private final int rowStep;
  private final int rows;
  private final int outputValues;
  private final WindowKernel kernel;
  private final Activation activation;
  private final Kernels kernels;
  private final int[] offsets;
  private final float[] scratch;

  /**
   * @param together positions of the height axis that are one tap of the kernel
   * @param kernel of time taps times height taps, divided by {@code together}
   */
  PlaneConvolutionStage(
      LayerPlace place,
      HeightTaps height,
      int together,
      WindowKernel kernel,
      Activation activation,
      Kernels kernels) {
    int channels = place.input().channels();
    this.taps = place.taps();
    this.planes = new PaddedPlanes(place, height);
    this.heightTaps = height.kernelSize() / together;
    this.tapStep = height.dilation() * channels;
    this.rowStep = height.stride() * channels;
    this.rows = place.output().height();
    this.outputValues = place.output().values();
    this.kernel = kernel;
    this.activation = activation;
    this.kernels = kernels;
    this.offsets = new int[taps.kernelSize() * heightTaps];
    this.scratch = new float[kernel.compact() ? 0 : Math.multiplyExact(rows, kernel.width())];
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    planes.start(inputs[0], slots.ring(0), memory);
    long newest = output.first * taps.stride() + taps.lead();
    for (int frame = 0; frame < output.count; frame++) {
      locate(newest);
      compute(output.values, output.offset + frame * outputValues);
      newest += taps.stride();
    }
    slots.ring(0).keep(memory, inputs[0]);
    kernels.activate(activation, output.values, output.offset, output.count * outputValues);
  }

  private void locate(long newest) {
    long frame = newest - taps.history();
    for (int first = 0; first < offsets.length; first += heightTaps) {
      int plane = planes.locate(frame);
      for (int tap = 0; tap < heightTaps; tap++) {
        offsets[first + tap] = plane + tap * tapStep;
      }
      frame += taps.dilation();
    }
  }

  private void compute(float[] output, int to) {
    float[] array = planes.array();
    if (kernel.compact()) {
      kernel.accumulate(array, offsets, 0, offsets.length, rowStep, output, to, rows);
    } else {
      kernel.accumulate(array, offsets, 0, offsets.length, rowStep, scratch, 0, rows);
      kernel.unpack(scratch, rows, output, to);
    }
  }
}
