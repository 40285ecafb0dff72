/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.ReadLimit;
import io.tapline.network.graph.NetworkGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keras' model files: the whole-model {@code .h5} of Keras 2.1 and later, and the {@code .keras} of
 * Keras 3. Which of them a file is, its first bytes tell.
 *
 * <p>Sequential and Functional models are taken, and models within them. Layers keep their names;
 * those of a model within the model are called {@code model/layer}. A layer that becomes several,
 * or is used several times, gets further ones: {@code separable_conv1d/pointwise}, {@code
 * dense/softmax}, {@code dense/use-2}. Code in a file is never run.
 */
public final class KerasFile {
  /** What is read is held in memory, once as bytes and once as weights. */
  private static final int MAX_BYTES = 128 << 20;

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private KerasFile() {}

  /**
   * Reads a model.
   *
   * @throws InvalidModelException if the file is at fault, or holds what Tapline cannot run; it
   *     tells every problem
   * @throws IOException if the file cannot be read
   */
  public static ImportedNetwork read(Path file) throws IOException {
    return read(file, ModelInput.UNKNOWN, ReadLimit.USUAL);
  }

  /**
   * Reads a model as {@link #read(Path)} does.
   *
   * @param known what is known of the input besides the file
   * @param limit how much the file may take
   */
  public static ImportedNetwork read(Path file, ModelInput known, ReadLimit limit)
      throws IOException {
    int largest = limit.scaledBytes(MAX_BYTES);
    if (Files.isDirectory(file)) {
      throw invalid(
          "model must be one file; save a SavedModel with model.save(\"model.keras\"): got=folder");
    }
    if (Files.size(file) > largest) {
      throw invalid(
          "file is too large, "
              + ReadLimit.RAISE
              + ": maximum bytes="
              + largest
              + ", got="
              + Files.size(file));
    }
    return startsWith(file, ZIP)
        ? readArchive(file, known, limit)
        : readLegacy(file, known, limit);
  }

  private static boolean startsWith(Path file, byte[] signature) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return Arrays.equals(stream.readNBytes(signature.length), signature);
    }
  }

  private static ImportedNetwork readArchive(Path file, ModelInput known, ReadLimit limit)
      throws IOException {
    try (KerasArchive archive = KerasArchive.open(file)) {
      JsonNode config = json(archive, KerasArchive.CONFIG);
      JsonNode metadata = json(archive, KerasArchive.METADATA);
      LayerConfig model = model(config);
      ModelConfig layers = ModelConfigReader.read(model);
      byte[] bytes = archive.entry(KerasArchive.WEIGHTS, limit.scaledBytes(MAX_BYTES));
      try (Hdf5File weights = Hdf5File.open(bytes, limit)) {
        return network(
            weights,
            model,
            layers,
            SavedWeights.of(Optional.of(weights.root()), layers),
            KerasVersion.of(metadata.path("keras_version").asText()),
            known);
      }
    }
  }

  private static JsonNode json(KerasArchive archive, String entry) throws IOException {
    byte[] bytes = archive.entry(entry, KerasJson.MAX_BYTES);
    return KerasJson.read(new String(bytes, StandardCharsets.UTF_8), entry);
  }

  private static ImportedNetwork readLegacy(Path file, ModelInput known, ReadLimit limit)
      throws IOException {
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(limit.scaledBytes(MAX_BYTES));
    }
    try (Hdf5File hdf5 = Hdf5File.open(bytes, limit)) {
      Hdf5Group root = hdf5.root();
      Optional<String> config = root.text("model_config");
      Optional<Hdf5Group> weights = root.group("model_weights");
      if (config.isEmpty() || weights.isEmpty()) {
        throw invalid(
            "file holds no whole model, save it with model.save(), not save_weights():"
                + " needed=model_config and model_weights");
      }
      LayerConfig model = model(KerasJson.read(config.get(), "model_config"));
      String version = root.text("keras_version").orElse("");
      return network(
          hdf5,
          model,
          ModelConfigReader.read(model),
          new LegacyWeights(weights.get()),
          KerasVersion.of(version),
          known);
    }
  }

  private static LayerConfig model(JsonNode entry) throws InvalidModelException {
    LayerConfig model = LayerConfig.of(entry);
    if (!model.isModel() || KerasClasses.isOfTheUser(model)) {
      throw invalid(
          "model must be Sequential or Functional, export others to ONNX: type=" + model.type());
    }
    return model;
  }

  /**
   * Tries what the input's axes may be, in order. That an axis other than usual is time must show
   * in a layer that works along it.
   */
  private static ImportedNetwork network(
      Hdf5File file,
      LayerConfig model,
      ModelConfig layers,
      ModelWeights weights,
      KerasVersion version,
      ModelInput known)
      throws InvalidModelException {
    if (layers.inputs().size() != 1) {
      throw invalid("model must have one input: inputs=" + layers.inputs().size());
    }
    NetworkDraft best = null;
    Signal taken = null;
    ImportedNetwork found = null;
    for (Signal input : InputReadings.of(layers.inputs().get(0).shape(), known)) {
      if (found != null && !InputReadings.areRivals(taken, input)) {
        continue;
      }
      file.readAgain();
      NetworkDraft draft = new NetworkDraft(input);
      List<Optional<Signal>> outputs =
          new ModelTranslation(layers, weights, "", isTrainable(model), version, draft, false)
              .translate(List.of(Optional.of(input)));
      for (Optional<Signal> output : outputs) {
        if (output.isPresent() && output.get().axes().contains(Axis.PARTS)) {
          draft.problem("output is a window that is cut into parts, put Flatten behind it");
        }
      }
      boolean shown = InputShape.isUsual(input) || draft.slides() || !known.layout().isEmpty();
      if (!shown) {
        draft.problem(
            "which of the input's axes is time does not show, put time first: input="
                + input.shape());
      }
      if (draft.problemCount() == 0) {
        ImportedNetwork network = imported(layers, draft, outputs);
        if (found != null && !found.equals(network)) {
          throw invalid(InputReadings.ambiguous(taken, input));
        }
        taken = input;
        found = network;
      }
      if (best == null
          || (best.isMisread() && !draft.isMisread())
          || (shown && draft.problemCount() < best.problemCount())) {
        best = draft;
      }
    }
    if (found == null) {
      throw new InvalidModelException(best.problems());
    }
    return found;
  }

  private static ImportedNetwork imported(
      ModelConfig layers, NetworkDraft draft, List<Optional<Signal>> outputs) {
    NetworkGraph.Builder graph = NetworkGraph.builder(draft.input().values());
    draft.nodes().forEach(node -> graph.add(node.layer(), node.inputs().toArray(String[]::new)));
    for (int i = 0; i < outputs.size(); i++) {
      graph.output(layers.outputs().get(i).name(), outputs.get(i).orElseThrow().source());
    }
    return new ImportedNetwork(graph.build(), draft.input().frames());
  }

  private static boolean isTrainable(LayerConfig model) {
    return model.config().path("trainable").asBoolean(true);
  }

  private static InvalidModelException invalid(String problem) {
    return new InvalidModelException(List.of(problem));
  }
}
