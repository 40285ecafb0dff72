/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files in deploy/examples, and changed copies of them. */
final class Examples {

  static final Path PLANT = Path.of("../../deploy/examples/plant");
  static final Path KERAS = Path.of("../../deploy/examples/keras");
  static final Path ONNX = Path.of("../../deploy/examples/onnx");

  private Examples() {}

  /** A copy of the plant's configuration and model in another folder. */
  static Path copyOfPlant(Path folder, String bootstrapServers) throws IOException {
    for (String file : new String[] {"plant-faults.yaml", "plant-faults.safetensors"}) {
      Files.copy(PLANT.resolve(file), folder.resolve(file));
    }
    String yaml = Files.readString(PLANT.resolve("pipeline.yaml"));
    Path copy = folder.resolve("pipeline.yaml");
    Files.writeString(
        copy, yaml.replace("${env:TAPLINE_BOOTSTRAP_SERVERS:-127.0.0.1:9092}", bootstrapServers));
    return copy;
  }

  static void replace(Path file, String old, String replacement) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new AssertionError("the example has changed: file=" + file + ", text=" + old);
    }
    Files.writeString(file, text.replace(old, replacement));
  }
}
