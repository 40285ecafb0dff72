/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.ModelInput.Axis;
import io.tapline.models.ReadLimit;
import io.tapline.models.onnx.model.ElementBudget;
import io.tapline.models.onnx.model.ExternalData;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.TensorReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of ONNX' own backend tests, streamed. */
class OnnxConformanceTest {
  private static final List<String> RECURRENT =
      List.of(
          "test_gru_batchwise",
          "test_gru_defaults",
          "test_lstm_with_initial_bias",
          "test_lstm_with_peepholes",
          "test_simple_rnn_batchwise",
          "test_simple_rnn_with_initial_bias");

  static Stream<String> cases() throws IOException {
    Path index = Path.of("../../../shared/onnx-conformance/INDEX.tsv");
    if (!Files.exists(index)) {
      return Stream.of("absent");
    }
    Stream<String> listed =
        Files.readAllLines(index).stream()
            .skip(1)
            .map(line -> line.split("\t"))
            .map(columns -> columns[0] + "/" + columns[1]);
    return Stream.concat(listed, RECURRENT.stream().map(name -> "tensor/" + name));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldStreamWhatTheCaseExpects(String name) throws IOException {
    Path folder = Shared.path("onnx-conformance").resolve(name);
    List<NdArray> inputs = tensors(folder, "input_");
    List<NdArray> outputs = tensors(folder, "output_");
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(folder.resolve("model.onnx")));
    List<NdArray> fed = new ArrayList<>();
    OnnxModel imported = parse(withWeights(model, folder, inputs, fed), folder, fed.get(0).rank());

    List<float[]> results =
        new StreamedModel(imported).run(fed, outputs.stream().map(NdArray::shape).toList());

    for (int output = 0; output < outputs.size(); output++) {
      double[] expected = outputs.get(output).values();
      float[] got = results.get(output);
      for (int i = 0; i < expected.length; i++) {
        double tolerance = 1e-5 * Math.max(1, Math.abs(expected[i]));
        boolean same = Double.isNaN(expected[i]) && Float.isNaN(got[i]);
        assertThat(same || Math.abs(got[i] - expected[i]) <= tolerance)
            .as("output %d, value %d: expected=%s, got=%s", output, i, expected[i], got[i])
            .isTrue();
      }
    }
  }

  /** Cases say nothing of time: where it could be any axis, it is the last one. */
  private static OnnxModel parse(ModelProto model, Path folder, int rank)
      throws InvalidModelException {
    try {
      return OnnxFile.parse(model.toByteArray(), folder, ModelInput.UNKNOWN);
    } catch (InvalidModelException e) {
      assertThat(e.problems()).singleElement().asString().contains("read in two ways");
      List<ModelInput.Axis> axes = new ArrayList<>(Collections.nCopies(rank, Axis.CHANNELS));
      axes.set(0, Axis.BATCH);
      axes.set(rank - 1, Axis.TIME);
      ModelInput known = new ModelInput(axes, OptionalInt.empty(), OptionalInt.empty());
      return OnnxFile.parse(model.toByteArray(), folder, known);
    }
  }

  /**
   * Cases of single operators are fed their weights: an input of another shape than the first is
   * one, and no stream.
   */
  private static ModelProto withWeights(
      ModelProto model, Path folder, List<NdArray> inputs, List<NdArray> fed) throws IOException {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    List<String> weights = graph.getInitializerList().stream().map(TensorProto::getName).toList();
    int index = 0;
    for (int i = 0; i < model.getGraph().getInputCount(); i++) {
      String name = model.getGraph().getInput(i).getName();
      if (weights.contains(name)) {
        continue;
      }
      if (Arrays.equals(inputs.get(index).shape(), inputs.get(0).shape())) {
        fed.add(inputs.get(index));
      } else {
        graph.addInitializer(proto(folder, "input_" + index).toBuilder().setName(name));
      }
      index++;
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private static List<NdArray> tensors(Path folder, String prefix) throws IOException {
    TensorReader reader =
        new TensorReader(new ExternalData(folder), new ElementBudget(ReadLimit.USUAL));
    List<NdArray> tensors = new ArrayList<>();
    while (Files.exists(file(folder, prefix + tensors.size()))) {
      tensors.add(reader.read(proto(folder, prefix + tensors.size())));
    }
    return tensors;
  }

  private static TensorProto proto(Path folder, String name) throws IOException {
    return TensorProto.parseFrom(Files.readAllBytes(file(folder, name)));
  }

  private static Path file(Path folder, String name) {
    return folder.resolve("test_data_set_0").resolve(name + ".pb");
  }
}
