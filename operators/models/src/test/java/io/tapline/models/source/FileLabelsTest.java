/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.models.WrittenModel;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.shape.TimePadding;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLabelsTest {

  private static final Path FILE = Path.of("folder", "pump.v2.onnx");

  @Test
  void shouldNameAModelAfterItsFile() throws InvalidModelException {
    assertThat(FileLabels.label(FILE, scaledBy(1)).name()).isEqualTo("pump.v2");
    assertThat(FileLabels.label(Path.of("a\nb.onnx"), scaledBy(1)).name()).isEqualTo("model");
  }

  @Test
  void shouldGiveTheSameVersionToTheSameWeightsOnly() throws InvalidModelException {
    String version = FileLabels.label(FILE, scaledBy(1)).version();

    assertThat(version).matches("[0-9a-f]{12}");
    assertThat(FileLabels.label(Path.of("copy.h5"), scaledBy(1)).version()).isEqualTo(version);
    assertThat(FileLabels.label(FILE, scaledBy(2)).version()).isNotEqualTo(version);
  }

  @Test
  void shouldRefuseLayerNamesThatAreTooLong() {
    assertThatThrownBy(() -> FileLabels.label(FILE, called("n".repeat(201))))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith(
            "name of a layer is too long, give it another: maximum=200, layer=n");
  }

  /** What has another meaning in YAML, or is lost in it, unless it is written with care. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\uFEFFa", "a\uFFFE", "\uFFFF", "a: b", "- a", "#", "é\uD83D\uDE00", "\u00A0a"})
  void shouldTakeLayerNamesThatAModelFileHolds(String name) throws InvalidModelException {
    Model model = FileLabels.label(FILE, called(name));

    WrittenModel written = WrittenModel.of(model, "w.safetensors");

    assertThat(ModelFile.parse(written.topology(), written.weights()).graph())
        .isEqualTo(model.graph());
  }

  /** Whatever layers are called: those that are labelled can be written and read again. */
  @Test
  void shouldWriteWhateverNamesItTakes() {
    int taken = 0;
    for (long seed = 0; seed < 2_000; seed++) {
      String name = name(new SplittableRandom(seed));
      try {
        WholeWay.go(called(name));
        taken++;
      } catch (InvalidModelException e) {
        WholeWay.assertTellsLines(e.problems(), seed);
        assertThat(e.problems().get(0)).as("seed=%d", seed).startsWith("name of a layer ");
      } catch (RuntimeException e) {
        throw new AssertionError("name crashed the writer or reader: seed=" + seed, e);
      }
    }
    assertThat(taken).as("names taken").isBetween(500, 1_900);
  }

  /** Of characters from all over Unicode, half of them those that mean something to YAML. */
  private static String name(SplittableRandom random) {
    String syntax = "-?:,[]{}#&*!|>'\"%@` ~=<\\";
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      if (random.nextBoolean()) {
        name.append(syntax.charAt(random.nextInt(syntax.length())));
      } else {
        int ceiling = random.nextBoolean() ? 0x250 : Character.MAX_CODE_POINT + 1;
        name.appendCodePoint(random.nextInt(ceiling));
      }
    }
    return name.toString();
  }

  @Test
  void shouldLeaveNumbersThatAreNoneToTheNetworkToRefuse() {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    Layer padding = new TimePadding("p", 1, 0, 1, Float.NaN);
    graph.output("o", graph.add(padding, NetworkGraph.INPUT));
    ImportedNetwork imported = new ImportedNetwork(graph.build(), OptionalInt.empty());

    assertThatThrownBy(() -> WholeWay.go(imported)).isInstanceOf(InvalidModelException.class);
  }

  private static ImportedNetwork called(String layer) {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    graph.output("o", graph.add(new ActivationLayer(layer, Activation.ABS), NetworkGraph.INPUT));
    return new ImportedNetwork(graph.build(), OptionalInt.empty());
  }

  private static ImportedNetwork scaledBy(float factor) {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    Layer scale = Convolution.pointwise("scale").filters(1).kernel(new float[] {factor}).build();
    graph.output("o", graph.add(scale, NetworkGraph.INPUT));
    return new ImportedNetwork(graph.build(), OptionalInt.empty());
  }

  @Test
  void shouldGiveOutputsNamesThatFilesAndTopicsCanHave() throws InvalidModelException {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    String layer = graph.add(new ActivationLayer("abs", Activation.ABS), NetworkGraph.INPUT);
    graph
        .output("a/b:0", layer)
        .output("A_b_0", layer)
        .output("rejected", layer)
        .output("/", layer);

    Model model = FileLabels.label(FILE, new ImportedNetwork(graph.build(), OptionalInt.empty()));

    assertThat(model.outputNames()).containsExactly("a_b_0", "A_b_0_2", "rejected_2", "output");
  }

  @Test
  void shouldRefuseLayerNamesThatNoModelFileCouldHold() {
    for (String name : new String[] {"a\nb", "a\u0085b", "a\u2028b"}) {
      assertThatThrownBy(() -> FileLabels.label(FILE, called(name)))
          .isInstanceOf(InvalidModelException.class)
          .hasMessage("name of a layer must be a text of one line, give it another: layer=a?b");
    }
    assertThatThrownBy(() -> FileLabels.label(FILE, called("half \uD83D")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("must be a text of one line");
  }
}
