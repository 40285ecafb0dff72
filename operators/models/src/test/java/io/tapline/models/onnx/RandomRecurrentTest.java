/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.InvalidModelException;
import io.tapline.models.onnx.model.NdArray;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Recurrent operators of any options give what their specification says, in all of their outputs. A
 * failing seed is named, and replays alone.
 */
class RandomRecurrentTest {
  private static final int SEEDS = 2_000;

  @Test
  void shouldGiveWhatTheSpecificationSays() throws InvalidModelException {
    for (int seed = 0; seed < SEEDS; seed++) {
      check(seed);
    }
  }

  private static void check(int seed) throws InvalidModelException {
    SplittableRandom random = new SplittableRandom(seed);
    int channels = 2 + random.nextInt(3);
    int length = 2 + random.nextInt(6);
    boolean batchFirst = random.nextInt(4) == 0;
    double[][] frames = new double[length][channels];
    for (double[] frame : frames) {
      Arrays.setAll(frame, i -> (float) random.nextDouble(-1, 1));
    }
    long[] shape = batchFirst ? new long[] {1, length, channels} : new long[] {length, 1, channels};
    OnnxModels model = model().input("x", shape);
    RandomRecurrentNode node = new RandomRecurrentNode(random, channels, batchFirst);

    RandomRecurrentNode.Result expected = node.add(model, "x", frames, "t", "y", "h", "c");

    List<String> names = List.of("y", "h", "c").subList(0, expected.values().size());
    int kept = 1 + random.nextInt((1 << names.size()) - 1);
    List<Integer> read =
        IntStream.range(0, names.size()).filter(i -> (kept >> i & 1) == 1).boxed().toList();
    read.forEach(i -> model.output(names.get(i)));
    NdArray input =
        new NdArray(
            Arrays.stream(shape).mapToInt(size -> (int) size).toArray(),
            Arrays.stream(frames).flatMapToDouble(Arrays::stream).toArray(),
            false);
    List<float[]> got =
        new StreamedModel(model.read())
            .run(List.of(input), read.stream().map(expected.shapes()::get).toList());
    for (int i = 0; i < got.size(); i++) {
      double[] values = expected.values().get(read.get(i));
      for (int j = 0; j < values.length; j++) {
        assertThat(Math.abs(got.get(i)[j] - values[j]))
            .as("seed=%d, output=%s, value=%d", seed, names.get(read.get(i)), j)
            .isLessThan(1e-5);
      }
    }
  }
}
