/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.functional;
import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody made to hurt are refused, in seconds and little memory. */
@Timeout(20)
class HostileKerasFileTest {
  @TempDir Path folder;

  @Test
  void shouldRefuseEntriesThatSwell() throws IOException {
    byte[] spaces = " ".repeat(17 << 20).getBytes(StandardCharsets.US_ASCII);
    assertThat(problem(sequential("m").zip(folder, spaces, new byte[0])))
        .isEqualTo("entry is too large: entry=config.json, maximum bytes=16777216");
  }

  @Test
  void shouldRefuseArchivesOfManyEntries() throws IOException {
    Path file = folder.resolve("many.keras");
    try (OutputStream stream = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      for (int i = 0; i < 1001; i++) {
        zip.putNextEntry(new ZipEntry("../../" + i));
      }
    }
    assertThat(problem(file)).isEqualTo("archive has too many entries: maximum=1000");
  }

  @Test
  void shouldRefuseConfigurationsOfManyParts() throws IOException {
    String lists = "{\"a\": [" + "[],".repeat(600_000) + "0]}";
    assertThat(problem(zip(lists))).isEqualTo("config.json has too many parts: maximum=1000000");
  }

  @Test
  void shouldRefuseConfigurationsThatGoDeep() throws IOException {
    String lists = "{\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(problem(zip(lists))).startsWith("config.json is no JSON, save the model again");
  }

  private Path zip(String config) throws IOException {
    return sequential("m").zip(folder, config.getBytes(StandardCharsets.UTF_8), new byte[0]);
  }

  /** Thirty models, each of which uses the next one twice: 2^30 layers. */
  @Test
  void shouldRefuseModelsThatMultiply() throws IOException {
    TestModel model =
        functional("m30", "[['in', 0, 0]]", "[['d', 0, 0]]")
            .input("in", "[null, null, 1]")
            .layer("Dropout", "d", "", "[[['in', 0, 0, {}]]]");
    for (int level = 29; level >= 0; level--) {
      String inner = "m" + (level + 1);
      model =
          functional("m" + level, "[['in', 0, 0]]", "[['" + inner + "', 1, 0]]")
              .input("in", "[null, null, 1]")
              .model(model, "[[['in', 0, 0, {}]], [['" + inner + "', 0, 0, {}]]]");
    }
    assertThat(problem(model.h5(folder)))
        .isEqualTo("model has too many layers: maximum=5000, models within it=100");
  }

  /** One list that is as long as the file may be, read at every use of its layer. */
  @Test
  void shouldNotReadLongListsAgainAndAgain() throws IOException {
    StringBuilder uses = new StringBuilder("[[['in', 0, 0, {}]]");
    for (int use = 1; use < 4000; use++) {
      uses.append(", [['x', ").append(use - 1).append(", 0, {}]]");
    }
    TestModel model =
        functional("m", "[['in', 0, 0]]", "[['x', 3999, 0]]")
            .input("in", "[null, null, 1]")
            .layer(
                "Rescaling",
                "x",
                "scale: [" + "1,".repeat(600_000) + "1]",
                uses + "]",
                weight("unused", 1));
    assertThat(problem(model.keras(folder)))
        .startsWith("scale must be 65535 numbers at most: layer=x, type=Rescaling");
  }

  @Test
  void shouldMakeNothingOfSizesThatAreOnlyClaimed() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, 2147483647, 65535]")
            .layer("Conv1D", "c", "filters: 2147483647, kernel_size: [2147483647]")
            .layer("BatchNormalization", "bn", "scale: false")
            .layer("Flatten", "f", "");
    assertThat(problem(model.h5(folder)))
        .isEqualTo("weights are missing, save the whole model: layer=c, weight=kernel");
  }

  /** A layer that becomes hundreds, many times. */
  @Test
  void shouldRefuseLayersThatMultiply() throws IOException {
    String tensor = "{class_name: '__keras_tensor__', config: {keras_history: ['in', 0, 0]}}";
    TestModel model = functional("m", "['in', 0, 0]", "['op0', 0, 0]");
    model.input("in", "[null, 200, 256]");
    for (int i = 0; i < 100; i++) {
      model
          .layer("Std", "op" + i, "axis: 1", "[{args: [" + tensor + "], kwargs: {}}]")
          .with("module", "'keras.src.ops.numpy'");
    }

    assertThatThrownBy(() -> KerasFile.read(model.h5(folder)))
        .hasMessageContaining("model becomes too many layers")
        .hasMessageContaining("maximum=5000");
  }

  @Test
  void shouldRefuseNamesThatCollide() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 1]")
            .layer("Activation", "a", "activation: 'softmax'")
            .layer("Activation", "a", "activation: 'relu'");
    assertThat(problem(model.h5(folder)))
        .isEqualTo("layer names must differ: layer=a, type=Activation");
  }

  @Test
  void shouldNotConfuseALayerWithTheInput() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 1]")
            .layer("Dense", "input", "units: 1, use_bias: false", weight("kernel", 1, 1));
    assertThat(KerasFile.read(model.h5(folder)).graph().nodes().get(0).layer().name())
        .isEqualTo("input/layer");
  }

  /** An index of forty levels, in which both entries of a node name the same next one. */
  @Test
  void shouldEndTheWalkThroughAnIndexThatMultiplies() throws IOException {
    int levels = 40;
    int nodeBytes = 24 + 5 * 8;
    int tree = 96 + 40;
    int heap = tree + nodeBytes * (levels + 1);
    ByteBuffer file = ByteBuffer.allocate(heap + 64).order(ByteOrder.LITTLE_ENDIAN);
    // Superblock, version 0, with the root group's entry.
    file.put(
        new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 0, 8, 8, 0});
    file.putShort((short) 4).putShort((short) 16).putInt(0);
    file.putLong(0).putLong(-1).putLong(file.capacity()).putLong(-1);
    file.putLong(0).putLong(96).putInt(1).putInt(0).putLong(tree).putLong(heap);
    // The root group's header, whose only message names the index and the names.
    file.put(96, new byte[] {1, 0, 1, 0, 1, 0, 0, 0, 24}).position(112);
    file.putShort((short) 0x11).putShort((short) 16).putInt(0).putLong(tree).putLong(heap);
    for (int level = levels; level >= 0; level--) {
      int node = tree + nodeBytes * (levels - level);
      file.position(node).put(new byte[] {'T', 'R', 'E', 'E', 0, (byte) level, 2, 0});
      file.putLong(-1).putLong(-1);
      file.putLong(0).putLong(node + nodeBytes).putLong(0).putLong(node + nodeBytes).putLong(0);
    }
    file.position(heap).put(new byte[] {'H', 'E', 'A', 'P', 0, 0, 0, 0});
    file.putLong(16).putLong(0).putLong(heap + 32L);

    assertThat(problem(Files.write(folder.resolve("index.h5"), file.array())))
        .isEqualTo(
            "HDF5 file takes too much work to read, copy or save it again: part=/model_weights");
  }

  private static String problem(Path file) throws IOException {
    try {
      throw new AssertionError("a hostile model was read: " + KerasFile.read(file));
    } catch (InvalidModelException e) {
      return e.problems().get(0);
    }
  }
}
