/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tapline.models.InvalidModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the configuration of a model, whichever release of Keras wrote it. */
final class ModelConfigReader {
  /** The name by which the first layer of a Sequential model without an InputLayer reads. */
  private static final TensorReference UNNAMED_INPUT = new TensorReference("", 0, 0);

  private static final String UNCLEAR =
      "it is not clear which use of the model is read, save it again with a newer Keras";

  private static final Call ONE_INPUT = new Call(List.of(new Operand.Tensor(0)), Map.of());

  private final LayerConfig model;
  private final List<String> problems = new ArrayList<>();
  private final List<LayerConfig> layers = new ArrayList<>();
  private final Map<String, LayerConfig> byName = new HashMap<>();
  private final List<LayerUse> uses = new ArrayList<>();
  private final List<ModelConfig.Input> inputs = new ArrayList<>();
  private final List<ModelConfig.Output> outputs = new ArrayList<>();

  private ModelConfigReader(LayerConfig model) {
    this.model = model;
  }

  /**
   * Reads a model.
   *
   * @throws InvalidModelException if its layers cannot be told
   */
  static ModelConfig read(LayerConfig model) throws InvalidModelException {
    ModelConfigReader reader = new ModelConfigReader(model);
    if (model.type().equals("Sequential")) {
      reader.readSequential();
    } else {
      reader.readFunctional();
    }
    if (!reader.problems.isEmpty()) {
      throw new InvalidModelException(reader.problems);
    }
    return new ModelConfig(reader.layers, reader.uses, reader.inputs, reader.outputs);
  }

  private void readSequential() {
    // Before 2.2.3, the layers were all that the configuration held.
    readLayers(model.config().isArray() ? model.config() : model.config().path("layers"));
    TensorReference last = UNNAMED_INPUT;
    boolean first = true;
    for (LayerConfig layer : layers) {
      TensorReference result = new TensorReference(layer.name(), 0, 0);
      if (first && layer.isInput()) {
        inputs.add(new ModelConfig.Input(result, shape(layer)));
      } else {
        if (first) {
          inputs.add(new ModelConfig.Input(last, shapeOfSequential(layer)));
        }
        uses.add(new LayerUse(layer, 0, List.of(last), ONE_INPUT));
      }
      first = false;
      last = result;
    }
    outputs.add(new ModelConfig.Output(last.layer(), last));
  }

  private void readFunctional() {
    readLayers(model.config().path("layers"));
    for (LayerConfig layer : layers) {
      JsonNode nodes = layer.entry().path("inbound_nodes");
      for (int use = 0; use < nodes.size(); use++) {
        InboundNode node = InboundNode.of(nodes.get(use));
        uses.add(new LayerUse(layer, use, node.inputs(), node.call()));
      }
    }
    NodeIndices indices = NodeIndices.of(uses, references("output_layers").values());
    indices.unclear().forEach(layer -> problems.add(layer.describe(UNCLEAR)));
    uses.replaceAll(indices::fromZero);
    for (TensorReference reference : references("input_layers").values()) {
      LayerConfig layer = byName.get(reference.layer());
      inputs.add(
          new ModelConfig.Input(
              reference, layer == null ? MissingNode.getInstance() : shape(layer)));
    }
    references("output_layers")
        .forEach(
            (name, reference) ->
                outputs.add(new ModelConfig.Output(name, indices.fromZero(reference))));
  }

  private Map<String, TensorReference> references(String key) {
    Map<String, TensorReference> references = InboundNode.named(model.config().path(key));
    if (references.isEmpty()) {
      problems.add(model.describe(key + " must name layers"));
    }
    return references;
  }

  private void readLayers(JsonNode entries) {
    if (!entries.isArray() || entries.isEmpty()) {
      problems.add(model.describe("layers must be a list of at least one"));
      return;
    }
    for (JsonNode entry : entries) {
      LayerConfig layer = LayerConfig.of(entry);
      layers.add(layer);
      if (layer.hasTooLongName()) {
        problems.add(layer.describe("layer's name is too long"));
      } else if (layer.type().isBlank() || layer.name().isBlank()) {
        problems.add(
            model.describe("a layer lacks its class or its name", "position=" + layers.size()));
      } else if (byName.putIfAbsent(layer.name(), layer) != null) {
        problems.add(layer.describe("layer names must differ"));
      }
    }
  }

  /** What the first layer says of its input, or what its model was built for. */
  private JsonNode shapeOfSequential(LayerConfig first) {
    if (first.isModel()) {
      // A model at the first place has an input of its own.
      JsonNode layers = first.config().path("layers");
      return layers.isEmpty() ? MissingNode.getInstance() : shape(LayerConfig.of(layers.get(0)));
    }
    JsonNode shape = shape(first);
    if (shape.isMissingNode()) {
      shape = sizes(model.config().path("build_input_shape"));
    }
    return shape.isMissingNode()
        ? sizes(model.entry().path("build_config").path("input_shape"))
        : shape;
  }

  private static JsonNode shape(LayerConfig layer) {
    JsonNode shape = sizes(layer.config().path("batch_shape"));
    return shape.isMissingNode() ? sizes(layer.config().path("batch_input_shape")) : shape;
  }

  /** Tuples come as lists, or as objects that hold one. */
  private static JsonNode sizes(JsonNode shape) {
    JsonNode list = Spelling.plain(shape);
    return list.isArray() ? list : MissingNode.getInstance();
  }
}
