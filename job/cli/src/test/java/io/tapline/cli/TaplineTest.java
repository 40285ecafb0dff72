/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class TaplineTest {

  private static final String NO_BROKER = "127.0.0.1:1";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"demo", "run", "replay", "plan", "model", "bench", "bench kernels"})
  void shouldTeachEveryCommandWithHelp(String command) {
    Invocation help = Invocation.of((Object[]) (command + " --help").split(" "));

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: tapline " + command);
  }

  @Test
  void shouldHaveOnlyHelpTextsThatCanBeFormatted() {
    List<CommandSpec> commands = new ArrayList<>();
    addWithSubcommands(Tapline.commandLine(), commands);

    assertThat(commands).hasSizeGreaterThan(10);
    for (CommandSpec command : commands) {
      Stream.of(command.usageMessage().description(), command.usageMessage().footer())
          .flatMap(Arrays::stream)
          .forEach(TaplineTest::assertThatItFormats);
      command.args().stream()
          .flatMap(argument -> Arrays.stream(argument.description()))
          // Defaults are put in by picocli, which takes them as they are.
          .map(text -> text.replaceFirst("Default: .*", ""))
          .forEach(TaplineTest::assertThatItFormats);
    }
  }

  private static void addWithSubcommands(CommandLine command, List<CommandSpec> commands) {
    commands.add(command.getCommandSpec());
    command.getSubcommands().values().forEach(each -> addWithSubcommands(each, commands));
  }

  /** A percent sign that is not doubled prints a warning beside the help. */
  @SuppressWarnings("FormatStringAnnotation")
  private static void assertThatItFormats(String help) {
    assertThatCode(() -> String.format(Locale.ROOT, help)).as(help).doesNotThrowAnyException();
  }

  @Test
  void shouldShowHelpWhereNothingIsAsked() {
    assertThat(Invocation.of().out())
        .contains("demo", "run", "replay", "plan", "model", "bench", "Exit codes");
  }

  @Test
  void shouldSuggestTheCommandThatWasMeant() {
    Invocation wrong = Invocation.of("dmo");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("tapline demo");
  }

  @Test
  void shouldSummariseTheKerasNetworks() {
    Invocation conv =
        Invocation.of("model", "summary", Examples.KERAS.resolve("keras-conv-stack.yaml"));
    assertThat(conv.exitCode()).isZero();
    assertThat(conv.out())
        .containsPattern("conv1 \\(Conv1D\\) +25 x 16 +1696")
        .containsPattern("bn1 \\(BatchNormalization\\) +25 x 16 +64")
        .containsPattern("conv2 \\(Conv1D\\) +21 x 32 +2592")
        .contains("Total params: 4352", "Trainable params: 4320", "Non-trainable params: 32")
        .contains("Receptive field: 11 frames", "Delay: 10 frames", "State per device: 645 bytes");
    assertThat(
            Invocation.of("model", "summary", Examples.KERAS.resolve("keras-depthwise.yaml")).out())
        .containsPattern("DepthwiseConv1D\\) +31 x 240 ");
    assertThat(Invocation.of("model", "summary", Examples.KERAS.resolve("keras-frozen.yaml")).out())
        .contains("Non-trainable params: 1728");
  }

  @Test
  void shouldSummariseTheShippedNetwork() {
    Invocation plant =
        Invocation.of("model", "summary", Examples.PLANT.resolve("plant-faults.yaml"));

    assertThat(plant.exitCode()).isZero();
    assertThat(plant.out())
        .contains("bank", "head", "Receptive field: 518 frames", "State per device");
  }

  @Test
  void shouldConvertAModelToItsOwnFormat() throws IOException {
    Path plant = Examples.PLANT.resolve("plant-faults.yaml");
    Path copy = folder.resolve("plant-faults.yaml");

    Invocation convert = Invocation.of("model", "convert", plant, copy);

    assertThat(convert.exitCode()).isZero();
    assertThat(convert.out()).isEqualTo("Wrote " + copy + "\n");
    assertThat(copy).hasSameTextualContentAs(plant);
    assertThat(folder.resolve("plant-faults.safetensors"))
        .hasSameBinaryContentAs(Examples.PLANT.resolve("plant-faults.safetensors"));
  }

  @Test
  void shouldTellWhereAModelCannotBeConvertedTo() {
    Path plant = Examples.PLANT.resolve("plant-faults.yaml");
    for (String place : new String[] {"model.onnx", "none/model.yaml"}) {
      Invocation convert = Invocation.of("model", "convert", plant, folder.resolve(place));
      assertThat(convert.exitCode()).isEqualTo(2);
      assertThat(convert.errLines()).hasSize(1);
      assertThat(convert.err()).contains(folder.toString());
    }
  }

  @Test
  void shouldTellThatAModelNeedsWindows() throws IOException {
    Path config = Examples.copyOfPlant(folder, NO_BROKER);
    Path model = folder.resolve("plant-faults.yaml");
    WeightlessModel.write(
        model,
        """
        input: {channels: 15}
        output: fault-scores
        layers: [{type: global-average-pooling, name: mean}]
        """);

    for (Invocation call :
        new Invocation[] {
          Invocation.of("run", "--config", config), Invocation.of("model", "summary", model)
        }) {
      assertThat(call.exitCode()).isEqualTo(2);
      assertThat(call.errLines()).hasSize(1);
      assertThat(call.err()).contains("window", "layer=mean");
    }
  }

  @Test
  void shouldTellAllThreeErrorsOfAConfiguration() throws IOException {
    Path config = Examples.copyOfPlant(folder, NO_BROKER);
    Examples.replace(config, "period: 2500us", "period: often");
    Examples.replace(config, "disorder: 400ms", "disordr: 400ms");
    Examples.replace(config, "rejected: {topic: plant.rejected}", "rejected: {}");

    Invocation run = Invocation.of("run", "--config", config);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(3);
    assertThat(run.err())
        .contains("grid.period: not a duration", "value=often")
        .contains("unknown key: key=disordr")
        .contains("rejected: a key is missing: key=topic");
  }

  @Test
  void shouldTellInALineThatAModelFileIsCutShort() throws IOException {
    Path config = Examples.copyOfPlant(folder, NO_BROKER);
    Path weights = folder.resolve("plant-faults.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length - 1_000));

    for (Invocation call :
        new Invocation[] {
          Invocation.of("run", "--config", config),
          Invocation.of("model", "summary", folder.resolve("plant-faults.yaml"))
        }) {
      assertThat(call.exitCode()).isEqualTo(2);
      assertThat(call.errLines()).hasSize(1);
      assertThat(call.err()).contains("plant-faults.yaml").doesNotContain("Exception");
    }
  }

  @Test
  void shouldTellInALineThatTheChannelsDoNotFitTheModel() throws IOException {
    Path config = Examples.copyOfPlant(folder, NO_BROKER);
    Examples.replace(config, "  - {name: gyro.x, max-age: 50ms, scale: 20}\n", "");

    Invocation run = Invocation.of("run", "--config", config);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains("configured=14", "expects=15");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ui-port often| --ui-port takes a port",
        "--from /no/savepoint| --from is no savepoint and no checkpoint: from=/no/savepoint",
        "--from x --bounded| give one of --bounded and --from",
      })
  void shouldTellWhatIsWrongWithARun(String options, String told) throws IOException {
    Path config = Examples.copyOfPlant(folder, NO_BROKER);
    List<Object> arguments = new ArrayList<>(List.of("run", "--config", config));
    arguments.addAll(List.of(options.split(" ")));

    Invocation run = Invocation.of(arguments.toArray());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains(told);
  }

  @Test
  void shouldTellThatACsvIsNoText() throws IOException {
    Path config = Examples.copyOfPlant(folder, NO_BROKER);
    Path csv = folder.resolve("no-text.csv");
    Files.write(csv, new byte[] {'d', ',', (byte) 0xff, (byte) 0xfe, '\n', '"'});

    Invocation replay = Invocation.replay(config, csv, "--out", folder);

    assertThat(replay.exitCode()).isEqualTo(2);
    assertThat(replay.err()).contains("this is not CSV in UTF-8 with a header");
  }

  @Test
  void shouldTellWhatIsWrongWithAReplay() throws IOException {
    Path config = Examples.copyOfPlant(folder, NO_BROKER);
    Path csv = folder.resolve("wrong.csv");
    Files.writeString(csv, "device,channel,timestamp_us,value\na,b,1,2\na,b,yesterday,2\n");

    assertThat(Invocation.replay(config, csv).err())
        .contains("give --out DIR, --frames FILE or both, or else --to kafka");
    assertThat(
            Invocation.replay(
                    config, csv, "--to", "kafka", "--frames", folder.resolve("frames.csv"))
                .err())
        .contains("give --out DIR, --frames FILE or both, or else --to kafka");
    Invocation noFormat = Invocation.replay(config, csv, "--frames", folder.resolve("f.txt"));
    assertThat(noFormat.exitCode()).isEqualTo(2);
    assertThat(noFormat.err()).contains("name must end in .csv, .parquet or .npy: file=");
    Invocation absent = Invocation.replay(config, "no.csv", "--out", folder);
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("there is no such recording: file=no.csv");
    Invocation wrong = Invocation.replay(config, csv, "--out", folder);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.errLines()).hasSize(1);
    assertThat(wrong.err())
        .contains("wrong.csv:3: not a number: path=timestamp_us, found=\"yesterday\"");
  }

  @Test
  void shouldAskForAModelWhereMoreThanFramesIsWanted() throws IOException {
    Path csv = folder.resolve("a.csv");
    Files.writeString(csv, "device,channel,timestamp_us,value\nd,a,1,2\n");
    Path config = folder.resolve("training.yaml");
    Files.writeString(config, "name: n\ngrid: {period: 10ms}\nchannels: [{name: a}]\n");
    String model = "training.yaml:1: a key is missing: key=model";
    String outputs = "training.yaml:1: a key is missing: key=outputs";
    String rejected = "training.yaml:1: a key is missing: key=rejected";

    Path frames = folder.resolve("frames.csv");
    Invocation out = Invocation.replay(config, csv, "--out", folder, "--frames", frames);
    assertThat(out.exitCode()).isEqualTo(2);
    assertThat(out.errLines()).hasSize(2);
    assertThat(out.err()).contains(model, outputs);
    for (Invocation job :
        List.of(
            Invocation.of("run", "--config", config),
            Invocation.replay(config, csv, "--to", "kafka"))) {
      assertThat(job.exitCode()).isEqualTo(2);
      assertThat(job.errLines()).hasSize(3);
      assertThat(job.err()).contains(model, outputs, rejected);
    }
  }
}
