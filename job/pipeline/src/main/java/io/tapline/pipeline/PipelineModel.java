/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.flink.NetworkSource;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.models.WrittenModel;
import io.tapline.network.Network;
import java.util.List;

/**
 * A model on its way to the tasks: the bytes of its files, which were read, checked and found good
 * where the job was submitted.
 */
public final class PipelineModel implements NetworkSource {

  private static final long serialVersionUID = 1;

  private final byte[] topology;
  private final byte[] weights;
  private transient Model model;

  /**
   * @throws InvalidModelException if a task could not read the model's bytes
   */
  public PipelineModel(Model model) throws InvalidModelException {
    WrittenModel written = WrittenModel.of(model, "model.safetensors");
    this.topology = written.topology();
    this.weights = written.weights();
    this.model = model;
  }

  @Override
  public Network network() {
    return model().network();
  }

  public String name() {
    return model().name();
  }

  public String version() {
    return model().version();
  }

  /** The names of its outputs, in order. */
  public List<String> outputNames() {
    return model().outputNames();
  }

  private Model model() {
    if (model == null) {
      try {
        model = ModelFile.parse(topology, weights);
      } catch (InvalidModelException e) {
        throw new IllegalStateException("the model's bytes were damaged on their way", e);
      }
    }
    return model;
  }
}
