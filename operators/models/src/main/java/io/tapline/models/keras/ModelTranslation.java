/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.network.graph.NetworkGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks through a model's layers, each after those that it reads, and adds them to the network.
 *
 * <p>What reads a layer that could not be taken is left out: of a part whose input is not known,
 * nothing more can be said than that its layers' types are supported or not.
 */
final class ModelTranslation {
  private final ModelConfig model;
  private final ModelWeights weights;
  private final String prefix;
  private final boolean trainable;
  private final KerasVersion version;
  private final NetworkDraft draft;
  private final boolean distributed;
  private final Map<TensorReference, Optional<Signal>> signals = new HashMap<>();

  /** Uses of which more than the first output is read, by that one. */
  private final Set<TensorReference> readFurther = new HashSet<>();

  /**
   * @param prefix what the names of layers begin with: the names of the models that this one is in
   * @param trainable whether the models that this one is in are
   * @param distributed whether TimeDistributed is around it, or around one that it is in
   */
  ModelTranslation(
      ModelConfig model,
      ModelWeights weights,
      String prefix,
      boolean trainable,
      KerasVersion version,
      NetworkDraft draft,
      boolean distributed) {
    this.distributed = distributed;
    this.model = model;
    this.weights = weights;
    this.prefix = prefix;
    this.trainable = trainable;
    this.version = version;
    this.draft = draft;
  }

  /**
   * Adds the layers.
   *
   * @param inputs what the model's inputs are, in order; empty for what is not known
   * @return what the model's outputs are, likewise
   */
  List<Optional<Signal>> translate(List<Optional<Signal>> inputs) throws InvalidModelException {
    draft.count(model);
    for (int i = 0; i < model.inputs().size(); i++) {
      signals.put(model.inputs().get(i).reference(), inputs.get(i));
    }
    model.uses().forEach(use -> use.inputs().forEach(this::noteRead));
    model.outputs().forEach(output -> noteRead(output.reference()));
    translateInOrder();
    List<Optional<Signal>> outputs = new ArrayList<>();
    for (ModelConfig.Output output : model.outputs()) {
      Optional<Signal> signal = signals.get(output.reference());
      if (signal == null) {
        draft.problem("output names no layer of the model: output=" + prefix + output.name());
      }
      outputs.add(signal == null ? Optional.empty() : signal);
    }
    return outputs;
  }

  private void noteRead(TensorReference read) {
    if (read.position() > 0) {
      readFurther.add(new TensorReference(read.layer(), read.use(), 0));
    }
  }

  /** A layer's turn is when all that it reads is there. */
  private void translateInOrder() throws InvalidModelException {
    Map<TensorReference, List<LayerUse>> readers = new HashMap<>();
    Map<TensorReference, Integer> missing = new HashMap<>();
    Deque<LayerUse> ready = new ArrayDeque<>();
    for (LayerUse use : model.uses()) {
      Set<TensorReference> awaited = new HashSet<>(use.inputs());
      awaited.removeAll(signals.keySet());
      awaited.forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>()).add(use));
      missing.put(use.result(0), awaited.size());
      if (awaited.isEmpty()) {
        ready.add(use);
      }
    }
    while (!ready.isEmpty()) {
      LayerUse use = ready.remove();
      missing.remove(use.result(0));
      List<Optional<Signal>> outputs = translate(use);
      for (int position = 0; position < outputs.size(); position++) {
        TensorReference result = use.result(position);
        signals.put(result, outputs.get(position));
        for (LayerUse reader : readers.getOrDefault(result, List.of())) {
          if (missing.merge(reader.result(0), -1, Integer::sum) == 0) {
            ready.add(reader);
          }
        }
      }
    }
    for (LayerUse use : model.uses()) {
      if (missing.containsKey(use.result(0))) {
        draft.problem(
            use.layer()
                .named(prefix + use.layer().name())
                .describe("layer reads what no layer gives, or its own output"));
      }
    }
  }

  private List<Optional<Signal>> translate(LayerUse use) throws InvalidModelException {
    LayerConfig layer = use.layer().named(nameOf(use));
    List<Optional<Signal>> inputs = use.inputs().stream().map(signals::get).toList();
    try {
      if (use.call().argument(Integer.MAX_VALUE, "training") instanceof Operand.Constant training
          && Spelling.flag(training.value()).orElse(false)) {
        throw layer.problem(
            "layer is called with training=True, whose results are random or depend on the batch;"
                + " leave it out");
      }
      if (layer.isModel() && !KerasClasses.isOfTheUser(layer)) {
        return translateModel(use, layer, false, inputs);
      }
      Optional<LayerConfig> wrapped = TimeDistributedLayer.model(layer);
      if (wrapped.isPresent()) {
        return translateModel(use, wrapped.get(), true, inputs);
      }
      return List.of(translateLayer(use, layer, inputs));
    } catch (UnsupportedLayerException e) {
      draft.problem(e.getMessage());
      return List.of(Optional.empty());
    }
  }

  private Optional<Signal> translateLayer(
      LayerUse use, LayerConfig layer, List<Optional<Signal>> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerTranslator translator =
        KnownLayers.translator(layer).orElseThrow(() -> RefusedLayers.problem(layer));
    if (use.call().hasConstants() && !Operators.isOperator(layer)) {
      throw layer.problem("layer reads a number, put a Rescaling layer in its place");
    }
    if (inputs.isEmpty()) {
      throw layer.problem("layer reads nothing");
    }
    if (readFurther.contains(use.result(0))) {
      throw layer.problem(
          "layer's further outputs, such as the states of return_state, are not supported; read"
              + " its first output only");
    }
    if (inputs.contains(Optional.<Signal>empty())) {
      return Optional.empty();
    }
    LayerContext context =
        new LayerContext(
            layer, use.call(), weights.of(use.layer()), isTrainable(layer), version, draft);
    List<Signal> given = Planes.taken(context, inputs.stream().map(Optional::orElseThrow).toList());
    return Optional.of(
        distributed
            ? TimeDistributedLayer.distribute(context, translator, given)
            : translator.translate(context, given));
  }

  private List<Optional<Signal>> translateModel(
      LayerUse use, LayerConfig layer, boolean wrapped, List<Optional<Signal>> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    ModelConfig inner;
    try {
      inner = ModelConfigReader.read(layer);
    } catch (InvalidModelException e) {
      e.problems().forEach(draft::problem);
      return List.of(Optional.empty());
    }
    if (inner.inputs().size() != inputs.size()) {
      throw layer.problem(
          "model has another number of inputs than it is given",
          "expected=" + inner.inputs().size(),
          "got=" + inputs.size());
    }
    return new ModelTranslation(
            inner,
            wrapped ? weights.wrapped(use.layer(), inner) : weights.within(use.layer(), inner),
            layer.name() + "/",
            isTrainable(layer),
            version,
            draft,
            distributed || wrapped)
        .translate(inputs);
  }

  private boolean isTrainable(LayerConfig layer) throws UnsupportedLayerException {
    return trainable && layer.flag("trainable", true);
  }

  /** Names are free for use once; the input's never is. */
  private String nameOf(LayerUse use) {
    String name = prefix + use.layer().name();
    if (use.use() > 0) {
      return name + "/use-" + (use.use() + 1);
    }
    return name.equals(NetworkGraph.INPUT) ? name + "/layer" : name;
  }
}
