/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of which two axes could be time asks which one it is. */
class ModelLayoutTest {
  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeAFlattenedWindow() throws IOException {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : new int[] {1, 2, 3}) {
      shape.addDim(Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape).build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("graph")
            .addInput(
                ValueInfoProto.newBuilder()
                    .setName("x")
                    .setType(TypeProto.newBuilder().setTensorType(tensor)))
            .addNode(NodeProto.newBuilder().setOpType("Flatten").addInput("x").addOutput("y"))
            .addOutput(ValueInfoProto.newBuilder().setName("y"))
            .build();
    model = folder.resolve("flat.onnx");
    Files.write(
        model,
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build()
            .toByteArray());
  }

  @Test
  void shouldRefuseAModelThatCanBeReadInTwoWays() {
    for (String command : new String[] {"check", "summary"}) {
      Invocation refused = Invocation.of("model", command, model);
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.errLines())
          .singleElement()
          .asString()
          .contains("--layout", "batch,channels,time or batch,time,channels");
    }
  }

  @Test
  void shouldReadAModelInTheLayoutThatIsSaid() {
    Invocation first = Invocation.of("model", "check", "--layout", "batch,channels,time", model);
    Invocation last = Invocation.of("model", "summary", "--layout", "batch,time,channels", model);
    Path copy = folder.resolve("flat.yaml");
    Invocation convert =
        Invocation.of("model", "convert", "--layout=batch,time,channels", model, copy);

    assertThat(first.exitCode()).isZero();
    assertThat(last.exitCode()).isZero();
    assertThat(convert.exitCode()).isZero();
    assertThat(copy).content().contains("channels: 3");
  }

  @Test
  void shouldRunWhatTheChannelsOfTheFramesFit() throws IOException {
    Path frames = Files.writeString(folder.resolve("x.csv"), "a,b,c\n1,2,3\n4,5,6\n");
    Path rows = folder.resolve("y.csv");

    Invocation run =
        Invocation.of("model", "run", "--model", model, "--input", frames, "--output", rows);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readAllLines(rows).get(1))
        .matches("1(\\.0)?,2(\\.0)?,3(\\.0)?,4(\\.0)?,5(\\.0)?,6(\\.0)?");
  }

  @Test
  void shouldRefuseALayoutOfOtherNames() {
    Invocation refused = Invocation.of("model", "check", "--layout", "n,c,t", model);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.errLines()).hasSize(1);
    assertThat(refused.err()).contains("--layout names batch, time and channels only");
  }
}
