/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.collapse;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import java.util.List;
import java.util.function.Supplier;

/** Layers that collapse time. */
public final class TimeCollapseKind implements LayerKind<TimeCollapse> {

  @Override
  public Class<TimeCollapse> layerType() {
    return TimeCollapse.class;
  }

  @Override
  public Role role() {
    return Role.COLLAPSE;
  }

  @Override
  public FrameShape collapse(TimeCollapse layer, StreamShape input, LayerProblems problems) {
    long frames = input.windowFrames();
    long step = layer.step() < 0 ? frames + layer.step() : layer.step();
    if (step < 0 || step >= frames) {
      problems.add(
          "time step does not exist in the window", "frames=" + frames + ", step=" + layer.step());
      return FrameShape.UNKNOWN;
    }
    return layer.flattens() ? new FrameShape(frames * input.values()) : input.frame();
  }

  /** What has come of a window before its last frame. */
  @Override
  public List<StateSlot> state(TimeCollapse layer, LayerPlace place) {
    StreamShape input = place.input();
    long beforeLast = place.output().timing().lead();
    boolean streamed = input.is(Execution.STREAMED) && place.output().is(Execution.PER_WINDOW);
    long kept = streamed ? input.timing().emitted(beforeLast) : 0;
    return List.of(RingShape.of(kept, input.values()));
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(TimeCollapse layer, List<FrameShape> inputs, LayerProblems problems) {
    // Whether a step exists is known only of a window.
  }

  @Override
  public void fingerprint(TimeCollapse layer, FingerprintSink sink) {
    sink.add(layer.kind().name());
    sink.add(layer.step());
  }

  @Override
  public Supplier<Stage> stage(TimeCollapse layer, LayerPlace place, Kernels kernels) {
    StreamShape input = place.input();
    int frames = input.execution().isCollapsed() ? 1 : (int) input.windowFrames();
    long windowHop = place.output().timing().stride();
    long hop = input.is(Execution.STREAMED) ? windowHop / input.timing().stride() : 1;
    return () -> new CollapseStage(layer, input.values(), frames, hop);
  }
}
