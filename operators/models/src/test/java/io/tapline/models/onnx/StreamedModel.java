/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.stream.Axis.Role;
import io.tapline.network.Network;
import io.tapline.network.NetworkState;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.shape.TimeReversal;
import io.tapline.network.run.OutputSink;
import java.util.ArrayList;
import java.util.List;

/** Feeds tensors to an imported model, frame by frame, and gives tensors as the file has them. */
final class StreamedModel {
  private final OnnxModel model;

  StreamedModel(OnnxModel model) {
    this.model = model;
  }

  /**
   * @param inputs one for each input of the file
   * @param shapes the shapes of the outputs
   */
  List<float[]> run(List<NdArray> inputs, List<int[]> shapes) {
    List<AxesOfArray> given = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      given.add(new AxesOfArray(model.inputs().get(i), inputs.get(i).shape()));
    }
    List<AxesOfArray> wanted = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      wanted.add(new AxesOfArray(model.outputs().get(i).axes(), shapes.get(i)));
    }
    int frames = given.get(0).count(Role.TIME);
    Network network = compile(frames);
    List<float[]> results = new ArrayList<>();
    shapes.forEach(shape -> results.add(new float[(int) NdArray.count(shape)]));
    for (int batch = 0; batch < given.get(0).count(Role.BATCH); batch++) {
      float[] stream = stream(inputs, given, batch, frames, network.inputChannels());
      List<List<float[]>> rows = run(network, stream, frames);
      for (int i = 0; i < results.size(); i++) {
        scatter(rows.get(i), wanted.get(i), batch, results.get(i));
      }
    }
    return results;
  }

  private Network compile(int frames) {
    boolean windowed =
        model.network().nodes().stream()
            .map(NetworkGraph.Node::layer)
            .anyMatch(layer -> layer instanceof TimeCollapse || layer instanceof TimeReversal);
    return windowed
        ? Network.compile(model.network(), new Window(frames, frames))
        : Network.compile(model.network());
  }

  /** One sequence as frames, the channels of all inputs one after the other. */
  private static float[] stream(
      List<NdArray> inputs, List<AxesOfArray> axes, int batch, int frames, int channels) {
    float[] stream = new float[frames * channels];
    int offset = 0;
    for (int input = 0; input < inputs.size(); input++) {
      AxesOfArray own = axes.get(input);
      for (int i = 0; i < own.size(); i++) {
        if (own.position(Role.BATCH, i) == batch) {
          int at = own.position(Role.TIME, i) * channels + offset + own.position(Role.CHANNELS, i);
          stream[at] = (float) inputs.get(input).values()[i];
        }
      }
      offset += own.count(Role.CHANNELS);
    }
    return stream;
  }

  private static List<List<float[]>> run(Network network, float[] stream, int frames) {
    List<List<float[]>> rows = new ArrayList<>();
    network.outputs().forEach(output -> rows.add(new ArrayList<>()));
    OutputSink sink =
        (output, frame, missing, values, offset) -> {
          float[] row = new float[network.outputs().get(output).channels()];
          System.arraycopy(values, offset, row, 0, row.length);
          rows.get(output).add(row);
        };
    NetworkState state = network.newState();
    var processor = network.newProcessor();
    processor.process(stream, 0, frames, state, sink);
    processor.finish(state, sink);
    return rows;
  }

  private static void scatter(List<float[]> rows, AxesOfArray axes, int batch, float[] result) {
    int expected = axes.hasTime() ? axes.count(Role.TIME) : 1;
    int channels = axes.count(Role.CHANNELS);
    float[] all = new float[expected * channels];
    int at = 0;
    for (float[] row : rows) {
      if (at + row.length > all.length) {
        throw new AssertionError(
            "more rows than expected: rows="
                + rows.size()
                + "×"
                + row.length
                + ", expected="
                + expected
                + "×"
                + channels);
      }
      System.arraycopy(row, 0, all, at, row.length);
      at += row.length;
    }
    if (at != all.length) {
      throw new AssertionError(
          "fewer rows than expected: values=" + at + ", expected=" + expected + "×" + channels);
    }
    for (int i = 0; i < axes.size(); i++) {
      if (axes.position(Role.BATCH, i) == batch) {
        result[i] = all[axes.position(Role.TIME, i) * channels + axes.position(Role.CHANNELS, i)];
      }
    }
  }
}
