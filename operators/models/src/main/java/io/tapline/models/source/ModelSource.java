/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.models.ModelInput;
import io.tapline.models.ReadLimit;
import io.tapline.models.keras.KerasFile;
import io.tapline.models.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads model files of every format that there is, told by their names' endings. */
public final class ModelSource {

  private ModelSource() {}

  /**
   * Reads a model: Tapline's own ({@code .yaml}), ONNX ({@code .onnx}) or Keras ({@code .keras},
   * {@code .h5}).
   *
   * @throws InvalidModelException if the file is at fault, or its format is not known; it tells
   *     every problem
   * @throws IOException if a file cannot be read
   */
  public static Model read(Path file) throws IOException {
    return read(file, ModelInput.UNKNOWN);
  }

  /** Reads a model as {@link #read(Path, ModelInput, ReadLimit)} does, within the usual limit. */
  public static Model read(Path file, ModelInput known) throws IOException {
    return read(file, known, ReadLimit.USUAL);
  }

  /**
   * Reads a model as {@link #read(Path)} does.
   *
   * @param known what is known of its input besides the file; a layout is for files of ONNX and
   *     Keras only
   * @param limit how much an ONNX or Keras file may take
   */
  public static Model read(Path file, ModelInput known, ReadLimit limit) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(List.of("model file is not there: file=" + file));
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    String ending = name.substring(dot + 1);
    if (!known.layout().isEmpty() && ending.matches("ya?ml")) {
      throw new InvalidModelException(
          List.of("layout is for files of ONNX and Keras only, leave it out: file=" + file));
    }
    return switch (ending) {
      case "yaml", "yml" -> ModelFile.read(file);
      case "onnx" -> FileLabels.label(file, OnnxFile.read(file, known, limit));
      case "keras", "h5", "hdf5" -> FileLabels.label(file, KerasFile.read(file, known, limit));
      default ->
          throw new InvalidModelException(
              List.of(
                  "format of the model is not known, its name must end in .yaml, .onnx, .keras or"
                      + " .h5: file="
                      + file));
    };
  }
}
