/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.cli.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything on this machine, on the recording that the project makes itself. */
@Command(
    name = "demo",
    description = {
      "Shows the whole of it on this machine, in about a minute.",
      "Simulates eight pumps with fifteen sensor channels each, starts a Kafka broker and a Flink "
          + "mini-cluster, lets the job catch up with a backlog and then follow live, and tells "
          + "how fast it was, what was rejected and why, and which faults the network found."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline demo",
      "  tapline demo --keep",
      "  tapline demo --recording plant.avro",
      "  tapline demo --seconds 300 --live 60"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int LEAST_SECONDS = 20;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--keep", description = "Leave broker, job and web UI running until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "How much of the plant's time to simulate. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--live",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How many of these seconds, the last, to send as they happen. Default: ${DEFAULT-VALUE}")
  private int live;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the page with the fault scores. Default: a temporary file")
  private Path report;

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description = "Keep the plant's recording in this file, to replay it.")
  private Path recording;

  @Override
  public Integer call() throws Exception {
    if (seconds < LEAST_SECONDS || seconds > 3_600) {
      throw new UserFault("--seconds must be " + LEAST_SECONDS + " to 3600: seconds=" + seconds);
    }
    if (live < 0 || live >= seconds) {
      throw new UserFault(
          "--live must be less than --seconds: live=" + live + ", seconds=" + seconds);
    }
    makeFolderOf(recording);
    makeFolderOf(report);
    try (Demo demo =
        new Demo(
            Duration.ofSeconds(seconds), Duration.ofSeconds(live), spec.commandLine().getOut())) {
      boolean good = demo.run(recording, report, keep);
      return good ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static void makeFolderOf(Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserFault("the folder cannot be made: folder=" + folder + ", file=" + file);
    }
  }
}
