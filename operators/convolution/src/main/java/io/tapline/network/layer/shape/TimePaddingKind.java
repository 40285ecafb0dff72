/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import java.util.List;
import java.util.function.Supplier;

/** Frames put in or cut off at the ends. */
public final class TimePaddingKind implements LayerKind<TimePadding> {

  @Override
  public Class<TimePadding> layerType() {
    return TimePadding.class;
  }

  @Override
  public boolean crops() {
    return true;
  }

  /** Frames wait until it is sure that they are not among those cut off at the end. */
  @Override
  public List<StateSlot> state(TimePadding layer, LayerPlace place) {
    long waiting = 0;
    if (place.output().is(Execution.STREAMED)) {
      StreamTiming in = place.input().timing();
      long natural = in.lead() + place.taps().lead() * in.stride();
      waiting = -Math.floorDiv(natural - place.output().timing().lead(), in.stride());
    }
    return List.of(RingShape.of(waiting, place.input().values()));
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(TimePadding layer, List<FrameShape> inputs, LayerProblems problems) {
    if (Float.isNaN(layer.value())) {
      problems.add("value that pads must be a number", "value=NaN");
    }
  }

  @Override
  public void fingerprint(TimePadding layer, FingerprintSink sink) {
    sink.add(layer.taps());
    sink.add(layer.value());
  }

  @Override
  public Supplier<Stage> stage(TimePadding layer, LayerPlace place, Kernels kernels) {
    int left = (int) place.taps().left();
    return () -> new TimePaddingStage(layer, left, place.input().values());
  }
}
