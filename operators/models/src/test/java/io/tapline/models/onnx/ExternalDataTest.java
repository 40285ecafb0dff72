/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.source.ModelSource;
import io.tapline.network.layer.convolution.Convolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights beside the model come from its folder and nowhere else. */
class ExternalDataTest {
  @TempDir Path outside;
  private Path folder;

  @BeforeEach
  void setUp() throws IOException {
    folder = Files.createDirectories(outside.resolve("model"));
    byte[] weights = Tensors.bytes(1, 9, 1, 2, 3);
    Files.write(folder.resolve("weights.bin"), weights);
    Files.write(outside.resolve("secret.bin"), weights);
    Files.createDirectories(folder.resolve("deeper"));
    Files.write(folder.resolve("deeper").resolve("weights.bin"), weights);
    Files.createSymbolicLink(folder.resolve("link.bin"), outside.resolve("secret.bin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.bin", "deeper/weights.bin", "deeper/../weights.bin"})
  void shouldReadWeightsInTheFolder(String location) throws IOException {
    Convolution convolution = (Convolution) read(location, 4).network().nodes().get(0).layer();

    assertThat(convolution.kernel().toArray()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret.bin", "deeper/../../secret.bin", "/etc/passwd", "link.bin", ""})
  void shouldRefuseWeightsElsewhere(String location) {
    assertThatThrownBy(() -> read(location, 4))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("external data must lie in the model's folder");
  }

  @Test
  void shouldRefuseWeightsThatEndEarly() {
    assertThatThrownBy(() -> read("weights.bin", 8))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "weights w: external data ends early: location=weights.bin, offset=8, length=12,"
                + " got=16");
  }

  @Test
  void shouldRefuseWeightsThatAreNotThere() {
    assertThatThrownBy(() -> read("missing.bin", 0))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("external data is not there: location=missing.bin");
  }

  /** Results must tell by which weights they were made. */
  @Test
  void shouldCountOtherWeightsAsAnotherVersion() throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), model("weights.bin", 4).bytes());
    String version = ModelSource.read(file).version();
    assertThat(ModelSource.read(file).version()).isEqualTo(version);

    Files.write(folder.resolve("weights.bin"), Tensors.bytes(1, 9, 1, 2, 4));

    assertThat(ModelSource.read(file).version()).isNotEqualTo(version);
  }

  private OnnxModel read(String location, long offset) throws InvalidModelException {
    return OnnxFile.parse(model(location, offset).bytes(), folder, ModelInput.UNKNOWN);
  }

  private static OnnxModels model(String location, long offset) {
    TensorProto weights =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(1)
            .addDims(1)
            .addDims(1)
            .addDims(3)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", Long.toString(offset)))
            .build();
    return OnnxModels.model()
        .input("x", ANY, 1, ANY)
        .tensor(weights)
        .node("Conv", "x,w", "y")
        .output("y");
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
