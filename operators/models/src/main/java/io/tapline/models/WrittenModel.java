/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.util.List;

/**
 * The bytes of a model's two files, which were read again and give the same network.
 *
 * @param topology the topology
 * @param weights the weights, which the topology names
 */
public record WrittenModel(byte[] topology, byte[] weights) {

  /**
   * Writes a model and reads it again: what cannot be read is better known here than where the
   * bytes arrive.
   *
   * @param weightsFile the name by which the topology calls the weights
   * @throws InvalidModelException if the model cannot be read again, or is another one then
   */
  public static WrittenModel of(Model model, String weightsFile) throws InvalidModelException {
    WrittenModel written =
        new WrittenModel(ModelFile.topology(model, weightsFile), ModelFile.weights(model));
    Model read = ModelFile.parse(written.topology(), written.weights());
    if (!model.lacksWindow() && read.network().fingerprint() != model.network().fingerprint()) {
      throw new InvalidModelException(
          List.of("model becomes another one when it is written: model=" + model.name()));
    }
    return written;
  }
}
