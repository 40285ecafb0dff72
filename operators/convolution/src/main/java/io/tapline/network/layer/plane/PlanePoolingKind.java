/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** Pooling over time and height. */
public final class PlanePoolingKind implements LayerKind<PlanePooling> {

  @Override
  public Class<PlanePooling> layerType() {
    return PlanePooling.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(PlanePooling layer, List<FrameShape> inputs, LayerProblems problems) {
    Taps taps = layer.taps();
    HeightTaps height = layer.height();
    HeightCheck.check(height, inputs.get(0), problems);
    checkPadding("time", Math.max(taps.left(), taps.right()), taps.history(), problems);
    checkPadding("height", Math.max(height.before(), height.after()), height.reach(), problems);
  }

  /** Whatever a pool sees includes an input. */
  private static void checkPadding(String axis, long most, long reach, LayerProblems problems) {
    if (most > reach) {
      problems.add(
          "padding of a pool must be less than it spans",
          "axis=" + axis + ", maximum=" + reach,
          most);
    }
  }

  @Override
  public void fingerprint(PlanePooling layer, FingerprintSink sink) {
    sink.add(layer.taps());
    sink.add(layer.taps().partial());
    HeightCheck.fingerprint(layer.height(), sink);
    sink.add(layer.countPadding());
  }

  @Override
  public long multiplyAdds(PlanePooling layer, List<FrameShape> inputs) {
    long taps = (long) layer.taps().kernelSize() * layer.height().kernelSize();
    return taps * output(layer, inputs).values();
  }

  @Override
  public Supplier<Stage> stage(PlanePooling layer, LayerPlace place, Kernels kernels) {
    return () -> new PlanePoolingStage(layer, place);
  }
}
