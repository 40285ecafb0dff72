/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantNetworkTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ".")).resolve("../../deploy/examples/plant");

  @Test
  void shouldBeComputedAgainFromItsSeedToTheLastBit(@TempDir Path fresh) throws IOException {
    PlantNetworkTraining.main(new String[] {fresh.toString()});
    for (String file : new String[] {"plant-faults.yaml", "plant-faults.safetensors"}) {
      assertThat(FOLDER.resolve(file)).hasSameBinaryContentAs(fresh.resolve(file));
    }
  }

  @Test
  void shouldBeSmall() throws IOException {
    Network network = read().network();
    assertThat(network.inputChannels()).isEqualTo(15);
    assertThat(network.outputChannels()).isEqualTo(3);
    assertThat(network.layers().get(0).outputChannels()).isEqualTo(240);
    assertThat(network.receptiveField()).isEqualTo(7 + 7 + 8 * 63);
    assertThat(network.delay()).isZero();
    assertThat(network.outputStride()).isEqualTo(8);
    // 6 frames of 15, 7 of 240, 63 of 3, float32; and what stands before them.
    assertThat(network.stateBytes()).isBetween(7_836L, 7_900L);
  }

  @Test
  void shouldFindTheFaultsOfPlantsThatItHasNeverSeen() throws IOException {
    Network network = read().network();
    for (long seed : new long[] {Plant.DEMO_SEED, 1}) {
      Plant plant = new Plant(seed, Duration.ofSeconds(60));
      DetectionReport report = DetectionReport.of(plant.faults(), detect(network, plant));
      assertThat(report.missed()).as("missed, seed=%d", seed).isEmpty();
      assertThat(report.falseAlarms()).as("false alarms, seed=%d", seed).isEmpty();
    }
  }

  private static List<Detection> detect(Network network, Plant plant) {
    FaultDetector detector = new FaultDetector();
    NetworkProcessor processor = network.newProcessor();
    Map<String, NetworkState> states = new HashMap<>();
    Map<String, Long> starts = new HashMap<>();
    new PlantFrames(
            block -> {
              String device = block.device();
              if (block.segmentStart()) {
                states.put(device, network.newState());
                starts.put(device, block.firstTick());
              }
              processor.process(
                  block.values(),
                  0,
                  block.frames(),
                  states.get(device),
                  (output, frame, missing, values, offset) ->
                      detector.accept(
                          device,
                          block.grid().startOf(starts.get(device) + frame),
                          values,
                          offset,
                          missing));
            })
        .run(plant);
    return detector.detections();
  }

  private static Model read() throws IOException {
    return ModelFile.read(FOLDER.resolve("plant-faults.yaml"));
  }
}
