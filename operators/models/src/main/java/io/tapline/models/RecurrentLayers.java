/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.recurrent.SimpleRnn;
import java.util.stream.Collectors;

/**
 * Recurrent layers in the files. What a layer does not have by default is announced by a flag; an
 * activation beside the main one is an object of its name and parameters.
 */
final class RecurrentLayers {
  private static final String RECURRENT_ACTIVATION = "recurrent-activation";
  private static final String OUTPUT_ACTIVATION = "output-activation";

  private RecurrentLayers() {}

  static Lstm lstm(LayerSource source) {
    Entries entries = source.entries();
    int units = units(entries);
    Lstm.Builder layer =
        Lstm.named(source.name())
            .units(units)
            .activation(ActivationReader.read(entries, "tanh"))
            .recurrentActivation(activation(source, RECURRENT_ACTIVATION, Activation.SIGMOID))
            .outputActivation(activation(source, OUTPUT_ACTIVATION, Activation.TANH))
            .clip(entries.numberOrInfinity("clip", Float.POSITIVE_INFINITY))
            .coupled(entries.flag("coupled", false))
            .emits(entries.choice("emits", Lstm.Emission.class, Lstm.Emission.HIDDEN))
            .trainable(entries.flag("trainable", true));
    boolean bias = entries.flag("use-bias", true);
    boolean peepholes = entries.flag("peepholes", false);
    boolean initialHidden = entries.flag("initial-hidden", false);
    boolean initialCell = entries.flag("initial-cell", false);
    entries.refuseOtherKeys();
    return layer
        .kernel(source.tensor("kernel", source.channels(), gates(4, units)).toArray())
        .recurrent(source.tensor("recurrent", units, gates(4, units)).toArray())
        .bias(optional(source, bias, "bias", gates(4, units)))
        .peepholes(optional(source, peepholes, "peepholes", gates(3, units)))
        .initialHidden(optional(source, initialHidden, "initial-hidden", units))
        .initialCell(optional(source, initialCell, "initial-cell", units))
        .build();
  }

  static Gru gru(LayerSource source) {
    Entries entries = source.entries();
    int units = units(entries);
    Gru.Builder layer =
        Gru.named(source.name())
            .units(units)
            .resetAfter(entries.flag("reset-after", true))
            .activation(ActivationReader.read(entries, "tanh"))
            .recurrentActivation(activation(source, RECURRENT_ACTIVATION, Activation.SIGMOID))
            .clip(entries.numberOrInfinity("clip", Float.POSITIVE_INFINITY))
            .trainable(entries.flag("trainable", true));
    boolean bias = entries.flag("use-bias", true);
    boolean recurrentBias = entries.flag("recurrent-bias", false);
    boolean initialHidden = entries.flag("initial-hidden", false);
    entries.refuseOtherKeys();
    return layer
        .kernel(source.tensor("kernel", source.channels(), gates(3, units)).toArray())
        .recurrent(source.tensor("recurrent", units, gates(3, units)).toArray())
        .bias(optional(source, bias, "bias", gates(3, units)))
        .recurrentBias(optional(source, recurrentBias, "recurrent-bias", gates(3, units)))
        .initialHidden(optional(source, initialHidden, "initial-hidden", units))
        .build();
  }

  static SimpleRnn simple(LayerSource source) {
    Entries entries = source.entries();
    int units = units(entries);
    SimpleRnn.Builder layer =
        SimpleRnn.named(source.name())
            .units(units)
            .activation(ActivationReader.read(entries, "tanh"))
            .clip(entries.numberOrInfinity("clip", Float.POSITIVE_INFINITY))
            .trainable(entries.flag("trainable", true));
    boolean bias = entries.flag("use-bias", true);
    boolean initialHidden = entries.flag("initial-hidden", false);
    entries.refuseOtherKeys();
    return layer
        .kernel(source.tensor("kernel", source.channels(), units).toArray())
        .recurrent(source.tensor("recurrent", units, units).toArray())
        .bias(optional(source, bias, "bias", units))
        .initialHidden(optional(source, initialHidden, "initial-hidden", units))
        .build();
  }

  private static int units(Entries entries) {
    if (!entries.has("units")) {
      entries.problem("units is missing");
    }
    return entries.count("units", Entries.UNKNOWN);
  }

  private static long gates(int gates, int units) {
    return units == Entries.UNKNOWN ? Entries.UNKNOWN : (long) gates * units;
  }

  private static Activation activation(LayerSource source, String key, Activation usual) {
    Entries entries = source.entries();
    if (!entries.has(key)) {
      return usual;
    }
    Entries own = entries.object(key).at("layer=" + source.name() + ", key=" + key);
    Activation activation = ActivationReader.read(own, usual.kind().label());
    own.refuseOtherKeys();
    return activation;
  }

  private static float[] optional(LayerSource source, boolean there, String what, long count) {
    return there ? source.tensor(what, count).toArray() : new float[0];
  }

  static LayerDescription describe(Lstm layer) {
    LayerDescription description = new LayerDescription("lstm").entry("units", layer.units());
    Activations.write(description, layer.activation());
    activation(description, RECURRENT_ACTIVATION, Activation.SIGMOID, layer.recurrentActivation());
    activation(description, OUTPUT_ACTIVATION, Activation.TANH, layer.outputActivation());
    clip(description, layer);
    description.entryUnless(false, "coupled", layer.coupled());
    if (layer.emits() != Lstm.Emission.HIDDEN) {
      description.entry("emits", Entries.word(layer.emits()));
    }
    description
        .entryUnless(false, "peepholes", !layer.peepholes().isEmpty())
        .entryUnless(false, "initial-cell", !layer.initialCell().isEmpty())
        .tensor("peepholes", layer.peepholes(), layer.peepholes().size())
        .tensor("initial-cell", layer.initialCell(), layer.initialCell().size());
    return weights(description, layer, 4);
  }

  static LayerDescription describe(Gru layer) {
    LayerDescription description =
        new LayerDescription("gru")
            .entry("units", layer.units())
            .entryUnless(true, "reset-after", layer.resetAfter());
    Activations.write(description, layer.activation());
    activation(description, RECURRENT_ACTIVATION, Activation.SIGMOID, layer.recurrentActivation());
    clip(description, layer);
    description
        .entryUnless(false, "recurrent-bias", !layer.recurrentBias().isEmpty())
        .tensor("recurrent-bias", layer.recurrentBias(), layer.recurrentBias().size());
    return weights(description, layer, 3);
  }

  static LayerDescription describe(SimpleRnn layer) {
    LayerDescription description = new LayerDescription("simple-rnn").entry("units", layer.units());
    Activations.write(description, layer.activation());
    clip(description, layer);
    return weights(description, layer, 1);
  }

  /** What all recurrent layers have. */
  private static LayerDescription weights(
      LayerDescription description, RecurrentLayer layer, int gates) {
    int columns = gates * layer.units();
    Weights initial = layer.initialHidden();
    return description
        .entryUnless(true, "use-bias", !layer.bias().isEmpty())
        .entryUnless(false, "initial-hidden", !initial.isEmpty())
        .entryUnless(true, "trainable", layer.trainable())
        .tensor("kernel", layer.kernel(), layer.kernel().size() / columns, columns)
        .tensor("recurrent", layer.recurrent(), layer.units(), columns)
        .tensor("bias", layer.bias(), layer.bias().size())
        .tensor("initial-hidden", initial, initial.size());
  }

  private static void activation(
      LayerDescription description, String key, Activation usual, Activation activation) {
    if (!activation.equals(usual)) {
      LayerDescription own = new LayerDescription("");
      Activations.write(own, activation);
      description.entry(
          key,
          own.entries().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining(", ", "{", "}")));
    }
  }

  private static void clip(LayerDescription description, RecurrentLayer layer) {
    if (!Float.isInfinite(layer.clip())) {
      description.entry("clip", layer.clip());
    }
  }
}
