/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.models.InvalidModelException;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.shape.TimeReversal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Layers that go through the frames one after another: LSTM, GRU, SimpleRNN, and RNN around cells.
 *
 * <p>A layer that goes backwards reads the frames of a window turned round. Where only the last
 * output is asked for, that is one step of the sequence. A stateful layer starts at zero like any
 * other, as after {@code reset_states()}: with each segment of a stream, and with each window.
 */
final class RecurrentLayers {
  private static final Set<String> TYPES =
      Set.of("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU", "RNN");

  private static final int MOST_CELLS = 64;

  private RecurrentLayers() {}

  static boolean isType(String type) {
    return TYPES.contains(type);
  }

  static Signal translate(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    return run(layer, sequence(layer, inputs));
  }

  /** The frames that a recurrent layer reads. */
  static Signal sequence(LayerContext layer, List<Signal> inputs) throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    if (inputs.size() > 1) {
      throw config.problem(
          "layer reads an initial state, or a mask, that other layers give, which is not"
              + " supported; leave initial_state and mask out",
          "inputs=" + inputs.size());
    }
    Signal input = Requirements.channelsLast(config, inputs);
    Requirements.wholeFrames(config, input);
    if (!input.axes().equals(Signal.FRAMES)) {
      throw config.problem("layer needs an input of frames and channels", "input=" + input.shape());
    }
    if (input.masked()) {
      throw config.problem(
          "layer leaves out frames that Masking marks, which depends on the values of each frame;"
              + " leave Masking out");
    }
    layer.draft().slide();
    return input;
  }

  /** Adds a layer with the arguments of {@code layer}, called by its name. */
  static Signal run(LayerContext layer, Signal input)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    if (config.flag("time_major", false)) {
      throw config.problem("layer has time in front of the batch, use time_major=False");
    }
    Signal signal = input;
    if (config.flag("go_backwards", false)) {
      signal = reversed(layer, layer.part("reversed"), signal);
    }
    List<LayerContext> cells = cells(layer);
    for (int i = 0; i < cells.size(); i++) {
      RecurrentCell cell = new RecurrentCell(cells.get(i), signal.channels());
      String name = i == cells.size() - 1 ? layer.name() : layer.part("cell-" + (i + 1));
      String source = layer.add(cell.named(name), signal.source());
      signal = signal.from(source).withChannels(cell.units());
    }
    if (config.flag("return_sequences", false)) {
      return signal;
    }
    String last = layer.add(TimeCollapse.step(layer.part("last"), -1), signal.source());
    return signal.from(last).withoutTime(signal.channels());
  }

  static Signal reversed(LayerContext layer, String name, Signal signal)
      throws UnsupportedLayerException {
    return signal.from(layer.add(new TimeReversal(name), signal.source()));
  }

  /** The cells of a layer, which it has itself unless it is an RNN. */
  private static List<LayerContext> cells(LayerContext layer)
      throws UnsupportedLayerException, InvalidModelException {
    boolean cudnn = layer.config().type().startsWith("CuDNN");
    LayerContext cell = cudnn ? layer : layer.with(layer.config(), LayerWeights.Part.CELL);
    if (!layer.config().type().equals("RNN")) {
      return List.of(cell);
    }
    JsonNode entry = layer.config().config().path("cell");
    if (entry.isArray()) {
      // A list of cells, which Keras makes StackedRNNCells of.
      return stacked(layer, cell, entry);
    }
    LayerConfig config = cell(layer, entry);
    return config.type().equals("StackedRNNCells")
        ? stacked(layer, cell, config.config().path("cells"))
        : List.of(cell.with(config));
  }

  private static List<LayerContext> stacked(LayerContext layer, LayerContext stack, JsonNode list)
      throws UnsupportedLayerException, InvalidModelException {
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_CELLS) {
      throw layer.config().wrong("cells", "a list of 1 to " + MOST_CELLS + " cells", list);
    }
    List<LayerContext> cells = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      LayerConfig config = cell(layer, list.get(i));
      String type = SavedWeights.snakeCase(config.type());
      long before = types.stream().filter(type::equals).count();
      types.add(type);
      String group = "cells/" + type + (before == 0 ? "" : "_" + before);
      cells.add(stack.with(config, new LayerWeights.Part(group, "", i)));
    }
    return cells;
  }

  /** A cell's configuration, with the name of the layer, by which problems name it. */
  private static LayerConfig cell(LayerContext layer, JsonNode entry)
      throws UnsupportedLayerException {
    LayerConfig config = LayerConfig.of(entry).named(layer.name());
    if (KerasClasses.isOfTheUser(config)) {
      throw RefusedLayers.problem(config);
    }
    return config;
  }
}
