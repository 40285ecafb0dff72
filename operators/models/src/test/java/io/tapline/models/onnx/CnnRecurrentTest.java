/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.ModelInput.Axis;
import io.tapline.models.onnx.model.NdArray;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A recurrent layer behind a two-dimensional one, whose planes become channels of its frames. */
class CnnRecurrentTest {
  private static final int HEIGHT = 4;
  private static final int LENGTH = 7;
  private static final float[] WEIGHTS = {0.5f, -0.75f, 1.25f};

  @Test
  void shouldReadPlanesInTheOrderOfTheReshape() throws InvalidModelException {
    for (int seed = 0; seed < 100; seed++) {
      check(seed, seed % 2 == 0);
    }
  }

  private static void check(int seed, boolean channelsFirst) throws InvalidModelException {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = random.doubles(HEIGHT * LENGTH, -1, 1).map(v -> (float) v).toArray();
    int width = HEIGHT * WEIGHTS.length;
    double[][] frames = new double[LENGTH][width];
    for (int t = 0; t < LENGTH; t++) {
      for (int h = 0; h < HEIGHT; h++) {
        for (int c = 0; c < WEIGHTS.length; c++) {
          int at = channelsFirst ? c * HEIGHT + h : h * WEIGHTS.length + c;
          frames[t][at] = Math.max(0, x[h * LENGTH + t] * WEIGHTS[c]);
        }
      }
    }
    OnnxModels model = model().input("x", 1, 1, HEIGHT, LENGTH);
    model
        .tensor(OnnxModels.reals("w", new long[] {WEIGHTS.length, 1, 1, 1}, WEIGHTS))
        .integers("shape", 1, LENGTH, width)
        .node("Conv", "x,w", "conv")
        .node("Relu", "conv", "relu")
        .node(
            "Transpose",
            "relu",
            "turned",
            channelsFirst ? ints("perm", 0, 3, 1, 2) : ints("perm", 0, 3, 2, 1))
        .node("Reshape", "turned,shape", "rows")
        .node("Transpose", "rows", "frames", ints("perm", 1, 0, 2));
    RandomRecurrentNode node = new RandomRecurrentNode(random, width, false);
    RandomRecurrentNode.Result expected = node.add(model, "frames", frames, "n", "y", "h", "c");
    model.output("h");

    ModelInput known =
        new ModelInput(
            List.of(Axis.BATCH, Axis.CHANNELS, Axis.CHANNELS, Axis.TIME),
            OptionalInt.of(HEIGHT),
            OptionalInt.empty());
    float[] got =
        new StreamedModel(model.read(known))
            .run(
                List.of(new NdArray(new int[] {1, 1, HEIGHT, LENGTH}, x, false)),
                List.of(expected.shapes().get(1)))
            .get(0);

    double[] last = expected.values().get(1);
    for (int i = 0; i < last.length; i++) {
      assertThat(Math.abs(got[i] - last[i])).as("seed=%d, value=%d", seed, i).isLessThan(1e-5);
    }
  }
}
