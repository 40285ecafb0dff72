/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.alignment.FrameBlock;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled examples from simulated plants: what the head sees, and whether a fault was there all
 * the while or not at all.
 */
final class TrainingSet {

  /** Outputs of the feature network from one example to the next: a third of a second. */
  private static final int THINNING = 16;

  /**
   * @param features means of the band strengths over the memory
   * @param kind the fault, or null where there was none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Example(double[] features, FaultKind kind) {}

  private final Network network = Network.compile(FaultNetwork.CHANNELS, FaultNetwork.features());
  private final NetworkProcessor processor = network.newProcessor();
  private final List<Example> examples = new ArrayList<>();

  /** Adds a plant's examples. */
  void add(Plant plant) {
    Map<String, Recent> devices = new HashMap<>();
    new PlantFrames(block -> accept(plant, devices, block)).run(plant);
  }

  List<Example> examples() {
    return examples;
  }

  private void accept(Plant plant, Map<String, Recent> devices, FrameBlock block) {
    if (block.segmentStart()) {
      devices.put(block.device(), new Recent(network, block.firstTick()));
    }
    Recent recent = devices.get(block.device());
    processor.process(
        block.values(),
        0,
        block.frames(),
        recent.state,
        (output, frame, missing, values, offset) -> {
          recent.add(values, offset);
          if (recent.count >= FaultNetwork.MEMORY && recent.count % THINNING == 0) {
            long end = block.grid().startOf(recent.firstTick + frame);
            addExample(plant, block.device(), end, recent);
          }
        });
  }

  private void addExample(Plant plant, String device, long endMicros, Recent recent) {
    long memoryMicros = FaultNetwork.MEMORY * FaultNetwork.STRIDE * Machine.STEP_MICROS;
    long startMicros = endMicros - memoryMicros;
    FaultKind kind = null;
    for (Fault fault : plant.faults()) {
      if (fault.device().equals(device)
          && fault.startMicros() < endMicros
          && fault.endMicros() > startMicros) {
        if (fault.startMicros() > startMicros || fault.endMicros() < endMicros) {
          return;
        }
        kind = fault.kind();
      }
    }
    examples.add(new Example(recent.mean(), kind));
  }

  /** The last band strengths of one device. */
  private static final class Recent {
    private final NetworkState state;
    private final long firstTick;
    private final double[][] strengths = new double[FaultNetwork.MEMORY][FaultNetwork.FEATURES];
    private long count;

    Recent(Network network, long firstTick) {
      state = network.newState();
      this.firstTick = firstTick;
    }

    void add(float[] values, int offset) {
      double[] row = strengths[(int) (count % FaultNetwork.MEMORY)];
      for (int i = 0; i < row.length; i++) {
        row[i] = values[offset + i];
      }
      count++;
    }

    double[] mean() {
      double[] mean = new double[FaultNetwork.FEATURES];
      for (double[] row : strengths) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += row[i];
        }
      }
      for (int i = 0; i < mean.length; i++) {
        mean[i] /= FaultNetwork.MEMORY;
      }
      return mean;
    }
  }
}
