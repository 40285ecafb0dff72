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
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** The same values seen with another height. */
public final class ReframeKind implements LayerKind<Reframe> {

  @Override
  public Class<Reframe> layerType() {
    return Reframe.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(Reframe layer, List<FrameShape> inputs, LayerProblems problems) {
    boolean positive =
        problems.checkPositive("height", layer.height())
            & problems.checkPositive("channels", layer.channels());
    FrameShape input = inputs.get(0);
    long values = (long) layer.height() * layer.channels();
    if (positive && input.isKnown() && values != input.values()) {
      problems.add(
          "height times channels must be the values of a frame",
          "height="
              + layer.height()
              + ", channels="
              + layer.channels()
              + ", values="
              + input.values());
    }
  }

  @Override
  public void fingerprint(Reframe layer, FingerprintSink sink) {
    sink.add(layer.height());
    sink.add(layer.channels());
  }

  @Override
  public Supplier<Stage> stage(Reframe layer, LayerPlace place, Kernels kernels) {
    return () -> new ReframeStage(place.input().values());
  }
}
