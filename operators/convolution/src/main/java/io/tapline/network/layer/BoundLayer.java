/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import java.util.List;
import java.util.function.Supplier;

/**
 * A layer together with its kind.
 *
 * @param <L> the layers of the kind
 */
public record BoundLayer<L extends Layer>(L layer, LayerKind<L> kind) {

  public String name() {
    return layer.name();
  }

  public LayerKind.Role role() {
    return kind.role();
  }

  public InputCount inputCount() {
    return kind.inputs(layer);
  }

  /**
   * Reports every problem of the layer.
   *
   * @return whether there is none
   */
  public boolean check(List<FrameShape> inputs, List<String> problems) {
    int before = problems.size();
    LayerProblems ofLayer = new LayerProblems(layer, problems);
    ofLayer.checkTaps(layer.taps(), kind.crops());
    if (!kind.takesPlanes()) {
      inputs.forEach(ofLayer::checkNoPlane);
    }
    kind.check(layer, inputs, ofLayer);
    return problems.size() == before;
  }

  /** Frames of the output; unknown where they depend on inputs that are not known. */
  public FrameShape output(List<FrameShape> inputs) {
    return inputs.stream().allMatch(FrameShape::isKnown)
        ? kind.output(layer, inputs)
        : kind.outputOfAnyInput(layer);
  }

  /** Frames of the output of a layer that collapses time. */
  public FrameShape collapse(StreamShape input, List<String> problems) {
    return kind.collapse(layer, input, new LayerProblems(layer, problems));
  }

  /** Frames over one window of the output of a layer that repeats. */
  public long repeats() {
    return kind.repeats(layer);
  }

  public StreamTiming timing(Taps taps, List<StreamTiming> inputs) {
    return kind.timing(layer, taps, inputs);
  }

  public List<StateSlot> state(LayerPlace place) {
    return kind.state(layer, place);
  }

  public void fingerprint(FingerprintSink sink) {
    sink.add(layer.type());
    kind.fingerprint(layer, sink);
  }

  public long multiplyAdds(LayerPlace place) {
    return kind.multiplyAdds(layer, place.inputs().stream().map(StreamShape::frame).toList());
  }

  public double scratchValues(LayerPlace place) {
    return kind.scratchValues(layer, place);
  }

  public Supplier<Stage> stage(LayerPlace place, Kernels kernels) {
    return kind.stage(layer, place, kernels);
  }
}
