/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.models.source.ModelSource;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.run.OutputSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model with an input and what it gives: a folder of the shared cases. */
record SharedCase(Path folder, JsonNode entry) {
  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+), (\\d+)\\)");

  static SharedCase read(Path folder) throws IOException {
    return new SharedCase(
        folder, new ObjectMapper().readTree(folder.resolve("case.json").toFile()));
  }

  boolean mayRun() {
    return entry.path("may_run").asBoolean() && Files.exists(folder.resolve("expected.npy"));
  }

  /** Rows of the model over the input, several outputs side by side. */
  float[][] run(int block) throws IOException {
    boolean windowed = entry.path("mode").asText().equals("window");
    OptionalInt size =
        windowed ? OptionalInt.of(entry.path("window").asInt()) : OptionalInt.empty();
    OptionalInt hop = windowed ? OptionalInt.of(entry.path("hop").asInt()) : OptionalInt.empty();
    Path file = folder.resolve(entry.path("model").asText());
    float[][] frames = npy(folder.resolve("input.npy"));
    ModelInput known = new ModelInput(List.of(), OptionalInt.of(frames[0].length), size);
    Network network = ModelSource.read(file, known).inWindows(size, hop).network();
    assertThat(frames[0]).as("channels").hasSize(network.inputChannels());
    return run(network, frames, block);
  }

  private static float[][] run(Network network, float[][] frames, int block) {
    List<List<float[]>> outputs = new ArrayList<>();
    network.outputs().forEach(output -> outputs.add(new ArrayList<>()));
    OutputSink sink =
        (output, frame, missing, values, from) -> {
          int channels = network.outputs().get(output).channels();
          outputs.get(output).add(Arrays.copyOfRange(values, from, from + channels));
        };
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    for (int start = 0; start < frames.length; start += block) {
      int count = Math.min(block, frames.length - start);
      float[] values = joined(Arrays.asList(frames).subList(start, start + count));
      processor.process(values, 0, count, state, sink);
    }
    processor.finish(state, sink);
    float[][] rows = new float[outputs.get(0).size()][];
    for (int i = 0; i < rows.length; i++) {
      List<float[]> parts = new ArrayList<>();
      for (List<float[]> output : outputs) {
        assertThat(output).as("rows").hasSize(rows.length);
        parts.add(output.get(i));
      }
      rows[i] = joined(parts);
    }
    return rows;
  }

  private static float[] joined(List<float[]> parts) {
    FloatBuffer all = FloatBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }

  /** Within the tolerance, relative to the largest value; in either order where there are two. */
  void checkExpected(float[][] rows) throws IOException {
    Path other = folder.resolve("expected_alt.npy");
    double error = error(rows, npy(folder.resolve("expected.npy")));
    if (Files.exists(other)) {
      error = Math.min(error, error(rows, npy(other)));
    }
    assertThat(error).as("error").isLessThanOrEqualTo(entry.path("tolerance").asDouble(1e-5));
  }

  private static double error(float[][] rows, float[][] expected) {
    if (rows.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 1;
    double error = 0;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != expected[i].length) {
        return Double.POSITIVE_INFINITY;
      }
      for (int c = 0; c < rows[i].length; c++) {
        boolean same = Float.compare(rows[i][c], expected[i][c]) == 0;
        double away = same ? 0 : Math.abs((double) rows[i][c] - expected[i][c]);
        error = Double.isNaN(away) ? Double.POSITIVE_INFINITY : Math.max(error, away);
        largest = Math.max(largest, Math.abs(expected[i][c]));
      }
    }
    return error / largest;
  }

  /** A row-major NPY file of float32 of two axes, whose header's length is at byte 8. */
  private static float[][] npy(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + bytes.getShort(8);
    String header = new String(bytes.array(), 0, start, StandardCharsets.ISO_8859_1);
    Matcher shape = SHAPE.matcher(header);
    assertThat(shape.find() && header.contains("<f4") && header.contains("False")).isTrue();
    float[][] rows = new float[Integer.parseInt(shape.group(1))][Integer.parseInt(shape.group(2))];
    FloatBuffer values = bytes.position(start).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }
}
