/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.layer.Execution;
import io.tapline.network.layer.InputCount;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.StateSlot;
import java.util.ArrayList;
import java.util.List;

/** Layers where branches join: each waits in its ring for the latest. */
abstract class JoinKind<L extends Layer> implements LayerKind<L> {

  @Override
  public Role role() {
    return Role.JOIN;
  }

  @Override
  public abstract InputCount inputs(L layer);

  @Override
  public StreamTiming timing(L layer, Taps taps, List<StreamTiming> inputs) {
    return StreamTiming.join(inputs);
  }

  @Override
  public List<StateSlot> state(L layer, LayerPlace place) {
    List<StateSlot> rings = new ArrayList<>();
    boolean streamed = place.output().is(Execution.STREAMED);
    for (StreamShape input : place.inputs()) {
      long waiting = streamed ? input.timing().mostAheadOf(place.output().timing()) : 0;
      rings.add(RingShape.of(waiting, input.values()));
    }
    return rings;
  }
}
