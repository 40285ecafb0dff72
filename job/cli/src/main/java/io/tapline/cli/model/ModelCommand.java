/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.model;

import io.tapline.cli.UserFault;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.report.NetworkSummary;
import io.tapline.network.report.StreamingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks into model files of every format, runs and converts them. */
@Command(
    name = "model",
    description = "Looks into model files, runs and converts them.",
    subcommands = ModelRun.class,
    synopsisSubcommandLabel = "COMMAND")
public final class ModelCommand implements Runnable {

  @Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "summary",
      description = "Prints a model's layers, shapes, parameters and state, as Keras does.",
      footerHeading = "%nExample:%n",
      footer = "  tapline model summary deploy/examples/keras/keras-conv-stack.yaml")
  void summary(
      @Parameters(paramLabel = "MODEL", description = "The model file.") Path file,
      @Mixin WindowOption window,
      @Option(
              names = "--frames",
              paramLabel = "N",
              description = "Show the shapes for so many frames; else for what the model names.")
          Long frames)
      throws IOException {
    Model model = window.read(file);
    OptionalLong shown =
        model.inputFrames().isPresent()
            ? OptionalLong.of(model.inputFrames().getAsInt())
            : OptionalLong.empty();
    if (frames != null) {
      if (frames < 1) {
        throw new UserFault("--frames must be at least 1: frames=" + frames);
      }
      shown = OptionalLong.of(frames);
    }
    spec.commandLine().getOut().print(NetworkSummary.render(model.name(), model.network(), shown));
    spec.commandLine().getOut().flush();
  }

  @Command(
      name = "check",
      description = {
        "Tells how a model runs on a stream: layer by layer what is streamed, delayed by how many "
            + "frames, recomputed for each window or computed once per window, and what it costs per "
            + "frame.",
        "A model that cannot run is refused, with every reason."
      },
      footerHeading = "%nExample:%n",
      footer = "  tapline model check deploy/examples/onnx/motion-tcn.onnx")
  void check(
      @Parameters(paramLabel = "MODEL", description = "The model file.") Path file,
      @Mixin WindowOption window)
      throws IOException {
    Model model = window.read(file);
    spec.commandLine().getOut().print(StreamingReport.render(model.name(), model.network()));
    model.assumptions().forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
  }

  @Command(
      name = "convert",
      description = "Writes a model in Tapline's own format: readable YAML beside its weights.",
      footerHeading = "%nExample:%n",
      footer = "  tapline model convert deploy/examples/onnx/motion-tcn.onnx motion-tcn.yaml")
  void convert(
      @Parameters(paramLabel = "MODEL", description = "The model file.") Path file,
      @Parameters(
              paramLabel = "OUT.yaml",
              description =
                  "The topology file to write; the weights come beside it, as OUT.safetensors.")
          Path topology,
      @Mixin WindowOption window) {
    if (!topology.toString().endsWith(".yaml")) {
      throw new UserFault("name of the file to write must end in .yaml: file=" + topology);
    }
    Path folder = topology.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UserFault("there is no such folder to write to: folder=" + folder);
    }
    String name = topology.getFileName().toString();
    Path weights = topology.resolveSibling(name.replaceAll("yaml$", "safetensors"));
    if (Files.exists(weights) && !Files.exists(topology)) {
      throw new UserFault(
          "weights of this name are there and belong to another model, choose another name: file="
              + weights);
    }
    try {
      ModelFile.write(topology, window.read(file));
    } catch (InvalidModelException e) {
      throw new UserFault(file.getFileName() + ": cannot be written: " + e.problems().get(0));
    } catch (IOException e) {
      throw UserFault.ofFile("model cannot be written", topology, e);
    }
    spec.commandLine().getOut().println("Wrote " + topology);
  }
}
