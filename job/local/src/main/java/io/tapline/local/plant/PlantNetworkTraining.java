/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.local.plant.TrainingSet.Example;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Computes the weights of the plant's network from a seed: the same every time. The plants that it
 * learns from are not the one that the demo shows.
 */
public final class PlantNetworkTraining {

  private static final long[] SEEDS = {1_001, 1_002, 1_003, 1_004};
  private static final Duration DURATION = Duration.ofSeconds(60);
  private static final double SECONDS_PER_FAULT_OF_A_KIND = 10;
  private static final double PENALTY = 0.005;

  /**
   * The share of a fault's examples in its score's regression: faults are rare, and must not be
   * outvoted.
   */
  private static final double FAULT_SHARE = 0.35;

  /** Steepness of the sigmoid: a regression of 0 gives 0.02, ½ gives ½, 1 gives 0.98. */
  private static final double STEEPNESS = 8;

  private PlantNetworkTraining() {}

  /**
   * Writes {@code plant-faults.yaml} and {@code plant-faults.safetensors} into a folder, the only
   * argument.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("one folder is needed, to write the model to: arguments=" + args.length);
      System.exit(2);
    }
    Path topology = Path.of(args[0]).resolve("plant-faults.yaml");
    ModelFile.write(topology, train());
    System.out.println("wrote " + topology);
  }

  /** The network, from the seeds alone. */
  static Model train() {
    TrainingSet set = new TrainingSet();
    for (long seed : SEEDS) {
      set.add(new Plant(seed, DURATION, SECONDS_PER_FAULT_OF_A_KIND));
    }
    return FaultNetwork.model(head(set.examples()));
  }

  private static FaultHead head(List<Example> examples) {
    double[][] features = examples.stream().map(Example::features).toArray(double[][]::new);
    float[] kernel = new float[FaultNetwork.FEATURES * FaultNetwork.SCORES];
    float[] bias = new float[FaultNetwork.SCORES];
    for (FaultKind kind : FaultKind.values()) {
      int score = kind.score();
      double[] targets = examples.stream().mapToDouble(e -> e.kind() == kind ? 1 : 0).toArray();
      RidgeRegression fit = RidgeRegression.fit(features, targets, importance(targets), PENALTY);
      for (int j = 0; j < FaultNetwork.FEATURES; j++) {
        kernel[j * FaultNetwork.SCORES + score] = (float) (STEEPNESS * fit.weights()[j]);
      }
      bias[score] = (float) (STEEPNESS * (fit.bias() - 0.5));
    }
    return new FaultHead(kernel, bias);
  }

  private static double[] importance(double[] targets) {
    int faulty = 0;
    for (double target : targets) {
      faulty += target == 1 ? 1 : 0;
    }
    double[] importance = new double[targets.length];
    for (int i = 0; i < targets.length; i++) {
      importance[i] =
          targets[i] == 1 ? FAULT_SHARE / faulty : (1 - FAULT_SHARE) / (targets.length - faulty);
    }
    return importance;
  }
}
