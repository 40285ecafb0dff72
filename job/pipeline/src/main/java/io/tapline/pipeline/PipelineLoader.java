/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelInput;
import io.tapline.models.ReadLimit;
import io.tapline.models.source.ModelSource;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.pipeline.config.ConfigCheck;
import io.tapline.pipeline.config.ConfigFile;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.config.PipelineConfig.WindowConfig;
import io.tapline.pipeline.config.Purpose;
import io.tapline.pipeline.decode.Decoding;
import io.tapline.pipeline.decode.DecodingFactory;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Reads a configuration and its model, and gathers what is wrong with either or both. */
final class PipelineLoader {

  private final Path configFile;
  private final Purpose purpose;
  private final UnaryOperator<String> variables;
  private final List<String> problems = new ArrayList<>();

  PipelineLoader(Path configFile, Purpose purpose, UnaryOperator<String> variables) {
    this.configFile = configFile;
    this.purpose = purpose;
    this.variables = variables;
  }

  Pipeline load() throws InvalidConfigException {
    PipelineConfig config = ConfigFile.read(configFile, purpose, variables);
    ConfigCheck.problemsOf(config).forEach(this::addProblem);
    DecodingFactory inputs = new DecodingFactory(config, configFile.toAbsolutePath().getParent());
    Decoding decoding = inputs.decoding();
    inputs.problems().forEach(this::addProblem);
    PipelineModel model = config.model() == null ? null : readModel(config);
    if (model != null) {
      checkChannels(config, model);
      checkOutputs(config, model);
      checkSizes(config, model);
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return new Pipeline(config, decoding, AlignmentFactory.of(config), model);
  }

  /** The model, or null where it cannot be read, which is a problem told. */
  private PipelineModel readModel(PipelineConfig config) {
    Path file;
    try {
      file = configFile.toAbsolutePath().resolveSibling(config.model());
    } catch (InvalidPathException e) {
      addProblem("model: not a path: reason=" + e.getReason());
      return null;
    }
    try {
      Model model = ModelSource.read(file, known(config), limit(config));
      model = inWindows(model, config.window());
      model.network(); // compiles, so that the tasks will
      return new PipelineModel(model);
    } catch (InvalidModelException e) {
      addProblems(file, e.problems());
    } catch (InvalidNetworkException e) {
      addProblems(file, e.problems());
    } catch (IOException e) {
      addProblem("model: the file cannot be read: file=" + file + ", reason=" + e);
    }
    return null;
  }

  private static ModelInput known(PipelineConfig config) {
    WindowConfig window = config.window();
    return new ModelInput(
        config.layout(),
        OptionalInt.of(config.channels().size()),
        window == null ? OptionalInt.empty() : optional(window.size()));
  }

  private static ReadLimit limit(PipelineConfig config) {
    return config.modelLimit() == null ? ReadLimit.USUAL : new ReadLimit(config.modelLimit());
  }

  private static Model inWindows(Model model, WindowConfig window) throws InvalidModelException {
    if (window == null) {
      return model;
    }
    return window.continuous()
        ? model.continuous()
        : model.inWindows(optional(window.size()), optional(window.hop()));
  }

  private static OptionalInt optional(Integer frames) {
    return frames == null ? OptionalInt.empty() : OptionalInt.of(frames);
  }

  private void addProblems(Path model, List<String> problemsOfModel) {
    problemsOfModel.forEach(
        problem -> addProblem("model: " + model.getFileName() + ": " + problem));
  }

  private void checkChannels(PipelineConfig config, PipelineModel model) {
    int configured = config.channels().size();
    int expected = model.network().inputChannels();
    if (configured != expected) {
      addProblem(
          "channels: the model takes another number of them: configured="
              + configured
              + ", model "
              + model.name()
              + " expects="
              + expected);
    }
  }

  private void checkOutputs(PipelineConfig config, PipelineModel model) {
    if (config.outputs().isEmpty()) {
      return; // Frames alone are wanted.
    }
    List<String> names = model.outputNames();
    for (String output : config.outputs().keySet()) {
      if (!names.contains(output)) {
        addProblem(
            "outputs."
                + output
                + ": the model has no such output: outputs="
                + String.join(", ", names));
      }
    }
    for (String name : names) {
      if (!config.outputs().containsKey(name)) {
        addProblem("outputs: no topic for an output of the model: output=" + name);
      }
    }
  }

  /** Every result and frame must be sent, whichever device it is of. */
  private void checkSizes(PipelineConfig config, PipelineModel model) {
    if (config.kafka() == null) {
      return;
    }
    int most = config.kafka().maxRequestBytes();
    for (NetworkOutput output : model.network().outputs()) {
      String where = "outputs." + output.name() + ": a result";
      checkSize(where, RecordSizes.result(model, output), most);
    }
    if (config.frames() != null) {
      checkSize("frames: a frame", RecordSizes.frame(config.channels().size()), most);
    }
  }

  private void checkSize(String where, long bytes, int most) {
    if (bytes > most) {
      addProblem(
          where
              + " may be larger than a request: raise kafka.properties.max.request.size, and the"
              + " topic's max.message.bytes: bytes="
              + bytes
              + ", most="
              + most);
    }
  }

  private void addProblem(String problem) {
    problems.add(configFile.getFileName() + ": " + problem);
  }
}
