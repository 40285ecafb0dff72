/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.model;

import io.tapline.cli.UserFault;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelInput;
import io.tapline.models.ReadLimit;
import io.tapline.models.source.ModelSource;
import io.tapline.network.graph.InvalidNetworkException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Reads a model, to run in the windows that the user asks for, or in its own. */
final class WindowOption {
  private static final String CONTINUOUS = "continuous";

  @Option(
      names = "--window",
      paramLabel = "W",
      description =
          "Run over windows of so many frames; else as the model says, which for one that collapses "
              + "time is the length it declares. With \"continuous\", a model that gives the last step "
              + "of recurrent layers gives one at each frame, and their state goes on.")
  private String window;

  @Option(
      names = "--hop",
      paramLabel = "H",
      description = "Frames from one window's start to the next one's. Default: the window's size")
  private Integer hop;

  @Option(
      names = "--layout",
      paramLabel = "A,B,C",
      split = ",",
      description =
          "What each axis of the input is, of ONNX and Keras: batch, time or channels. Needed only where "
              + "the file leaves it open. Example: batch,time,channels")
  private List<String> layout = List.of();

  @Option(
      names = "--model-limit",
      paramLabel = "N",
      description =
          "Weights and constants that reading an ONNX or Keras file may take; memory grows with it. "
              + "Default: 16777216")
  private Long modelLimit;

  /**
   * Reads a model file and compiles it.
   *
   * @throws UserFault with every problem of the file, or of the windows
   */
  Model read(Path file) {
    return read(file, OptionalInt.empty());
  }

  /**
   * Reads a model file for frames of so many channels.
   *
   * @throws UserFault with every problem of the file, or of the windows
   */
  Model read(Path file, OptionalInt channels) {
    ModelInput known = new ModelInput(axes(), channels, size());
    try {
      Model model = inWindows(ModelSource.read(file, known, limit()));
      checkCompiles(file, model);
      return model;
    } catch (InvalidModelException e) {
      throw located(file, e.problems());
    } catch (IOException e) {
      throw UserFault.ofFile("model cannot be read", file, e);
    }
  }

  private ReadLimit limit() {
    if (modelLimit == null) {
      return ReadLimit.USUAL;
    }
    if (modelLimit < 1) {
      throw new UserFault("--model-limit must be at least 1: values=" + modelLimit);
    }
    return new ReadLimit(modelLimit);
  }

  private List<ModelInput.Axis> axes() {
    List<ModelInput.Axis> axes = new ArrayList<>();
    for (String name : layout) {
      try {
        axes.add(ModelInput.Axis.valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new UserFault("--layout names batch, time and channels only: got=" + name);
      }
    }
    return axes;
  }

  private void checkCompiles(Path file, Model model) {
    try {
      model.network();
    } catch (InvalidNetworkException e) {
      List<String> problems = new ArrayList<>();
      OptionalInt size = size();
      if (size.isPresent()
          && model.inputFrames().isPresent()
          && !size.equals(model.inputFrames())) {
        // Layers after a flatten have weights for one length only.
        problems.add(
            "--window is not the length that the model declares: window="
                + size.getAsInt()
                + ", declared="
                + model.inputFrames().getAsInt());
      }
      problems.addAll(e.problems());
      throw located(file, problems);
    }
  }

  private Model inWindows(Model model) throws InvalidModelException {
    if (!isContinuous()) {
      return model.inWindows(size(), positive("--hop", hop));
    }
    if (hop != null) {
      throw new UserFault("--hop is of windows, leave it out with --window continuous: hop=" + hop);
    }
    return model.continuous();
  }

  private boolean isContinuous() {
    return CONTINUOUS.equals(window);
  }

  private OptionalInt size() {
    if (window == null || isContinuous()) {
      return OptionalInt.empty();
    }
    try {
      return positive("--window", Integer.valueOf(window));
    } catch (NumberFormatException e) {
      throw new UserFault("--window must be a number of frames, or continuous: got=" + window);
    }
  }

  private static OptionalInt positive(String option, Integer frames) {
    if (frames == null) {
      return OptionalInt.empty();
    }
    if (frames < 1) {
      throw new UserFault(option + " must be at least 1: frames=" + frames);
    }
    return OptionalInt.of(frames);
  }

  private static UserFault located(Path file, List<String> problems) {
    return new UserFault(
        problems.stream().map(problem -> file.getFileName() + ": " + problem).toList());
  }
}
