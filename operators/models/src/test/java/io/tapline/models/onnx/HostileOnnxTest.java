/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.NodeProto;
import com.sun.management.ThreadMXBean;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that ask for much are refused before they get it. */
@Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileOnnxTest {

  @Test
  void shouldRefuseConstantsLargerThanMemory() {
    assertRefused(
        model()
            .input("x", 1, 4, ANY)
            .integers("shape", 1 << 20, 1 << 20)
            .node("ConstantOfShape", "shape", "a")
            .node("Add", "x,a", "y")
            .output("y"),
        "tensor is too large");
  }

  @Test
  void shouldRefuseConstantsThatDoubleAgainAndAgain() {
    OnnxModels model = model().input("x", 1, 4, ANY).reals("a0", 1, 2);
    for (int i = 0; i < 60; i++) {
      model.node("Concat", "a" + i + ",a" + i, "a" + (i + 1), integerOf("axis", 0));
    }
    assertRefused(model.node("Add", "x,a60", "y").output("y"), "model needs too many values");
  }

  @Test
  void shouldRefuseChannelsThatDoubleAgainAndAgain() {
    OnnxModels model = model().input("a0", 1, 4, ANY);
    for (int i = 0; i < 60; i++) {
      model.node("Concat", "a" + i + ",a" + i, "a" + (i + 1), integerOf("axis", 1));
    }
    assertRefused(model.output("a60"), "too many");
  }

  @Test
  void shouldRefuseTheSameWeightsInTooManyLayers() {
    OnnxModels model = model().input("a0", 1, 400, 16).weights("w", 400, 400, 3);
    for (int i = 0; i < 1000; i++) {
      model.node("Conv", "a" + i + ",w", "a" + (i + 1), ints("pads", 1, 1));
    }
    assertRefused(model.output("a1000"), "model needs too many values");
  }

  @Test
  void shouldRefuseProductsThatTakeTooLong() {
    OnnxModels model = model().input("x", 1, 4, ANY).weights("m0", 900, 900);
    for (int i = 0; i < 20; i++) {
      model.node("MatMul", "m" + i + ",m" + i, "m" + (i + 1));
    }
    assertRefused(
        model.node("Add", "x,m20", "y").output("y"), "too much computation before it starts");
  }

  @Test
  void shouldReadManyNodesInARow() throws InvalidModelException {
    OnnxModels model = model().input("a0", 1, 4, ANY);
    for (int i = 0; i < 20_000; i++) {
      model.node("Identity", "a" + i, "a" + (i + 1));
    }
    assertThat(model.output("a20000").read().network().nodes()).hasSize(1);
  }

  /** Numbers that tell equal names apart, and short names for long ones, are found in one step. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3_000})
  void shouldTellManyNodesOfOneNameApart(int characters) throws InvalidModelException {
    OnnxModels model = model().input("a0", 1, 4, ANY);
    for (int i = 0; i < 4_000; i++) {
      model.node(
          NodeProto.newBuilder()
              .setOpType("Relu")
              .setName("n".repeat(characters))
              .addInput("a" + i)
              .addOutput("a" + (i + 1))
              .build());
    }

    assertThat(model.output("a4000").read().network().nodes()).hasSize(4_000);
  }

  @Test
  void shouldRefuseTooManyNodesBeforeTheyAreThere() {
    // A graph of nodes of no bytes at all: 2 in the file, 200 in memory.
    int nodes = 8 << 20;
    byte[] file = new byte[2 * nodes + 5];
    file[0] = 0x3a; // field 7 of the model, the graph
    for (int i = 0, rest = 2 * nodes; i < 4; i++, rest >>>= 7) {
      file[1 + i] = (byte) (i < 3 ? rest & 0x7f | 0x80 : rest & 0x7f);
    }
    for (int i = 0; i < nodes; i++) {
      file[5 + 2 * i] = 0x0a; // field 1 of the graph, a node
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> OnnxFile.parse(file, Path.of("."), ModelInput.UNKNOWN))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "file becomes too large in memory, raise model-limit in the pipeline, or --model-limit:"
                + " maximum bytes=268435456");
    assertThat(threads.getCurrentThreadAllocatedBytes() - bytes).isLessThan(1 << 24);
  }

  @Test
  void shouldRefuseFilesThatAreNoModel() {
    byte[] text = new byte[1000];
    Arrays.fill(text, (byte) 'x');

    assertThatThrownBy(() -> OnnxFile.parse(text, Path.of("."), ModelInput.UNKNOWN))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith("file names no opset of ONNX: is it an ONNX model?");
    assertThatThrownBy(() -> OnnxFile.parse(new byte[0], Path.of("."), ModelInput.UNKNOWN))
        .isInstanceOf(InvalidModelException.class);
  }

  private static void assertRefused(OnnxModels model, String reason) {
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(reason);
  }
}
