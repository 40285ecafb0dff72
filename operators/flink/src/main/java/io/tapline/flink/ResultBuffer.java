/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.Result;
import io.tapline.flink.state.DeviceRings;
import io.tapline.network.Network;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.network.run.OutputSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Labels what a network gives with the device, the time of the newest frame and what was observed,
 * and holds it until the network is done: what the sinks take is not the network's time.
 */
final class ResultBuffer implements OutputSink {

  private final List<NetworkOutput> outputs;
  private final List<List<Result>> results = new ArrayList<>();
  private String device;

  /** The frames that go through the network; null while a segment is being finished. */
  private FrameBlock block;

  /** Frames of the segment that came before the block. */
  private long framesBefore;

  /** For each frame of the block, what its receptive field rests on. */
  private float[] observedShares = new float[0];

  private long newestMicros;
  private float newestShare;

  ResultBuffer(Network network) {
    outputs = network.outputs();
    outputs.forEach(output -> results.add(new ArrayList<>()));
  }

  /** Takes the masks of the next frames in; what comes now is of these frames. */
  void begin(FrameBlock next, DeviceRings rings) {
    device = next.device();
    block = next;
    framesBefore = rings.rings().frames();
    if (observedShares.length < next.frames()) {
      observedShares = Arrays.copyOf(observedShares, next.frames());
    }
    for (int frame = 0; frame < next.frames(); frame++) {
      rings.observed().push(next.observed(frame));
      observedShares[frame] = rings.observed().share();
    }
  }

  /** What comes now is what a segment's end brings: all of it at the time of its newest frame. */
  void beginEnd(String deviceOfSegment, DeviceRings rings) {
    device = deviceOfSegment;
    block = null;
    newestMicros = rings.newestMicros();
    newestShare = rings.observed().share();
  }

  @Override
  public void accept(int output, long frame, int framesMissing, float[] values, int offset) {
    float[] copy = Arrays.copyOfRange(values, offset, offset + outputs.get(output).channels());
    int inBlock = block == null ? 0 : (int) (frame - framesBefore);
    results
        .get(output)
        .add(
            new Result(
                device,
                block == null ? newestMicros : block.timeOf(inBlock),
                copy,
                framesMissing,
                block == null ? newestShare : observedShares[inBlock]));
  }

  /** Hands the results of one output over, and returns how many. */
  int drain(int output, Consumer<Result> taker) {
    List<Result> held = results.get(output);
    int count = held.size();
    held.forEach(taker);
    held.clear();
    return count;
  }
}
