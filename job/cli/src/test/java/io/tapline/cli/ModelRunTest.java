/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.cli.arrays.FrameReader;
import io.tapline.cli.arrays.RowWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRunTest {

  private static final Path TCN = Examples.ONNX.resolve("motion-tcn.onnx");
  private static final Path FRAMES = Examples.ONNX.resolve("frames.csv");
  private static final int CLASSES = 4;

  @TempDir Path folder;

  @Test
  void shouldWriteARowForEachFrame() throws IOException {
    Path scores = folder.resolve("scores.csv");

    Invocation run = run(TCN, FRAMES, scores);

    assertThat(run.out()).isEqualTo("Wrote 200 rows of 4 values to " + scores + "\n");
    assertThat(Files.readAllLines(scores))
        .hasSize(1 + 200)
        .startsWith("scores_0,scores_1,scores_2,scores_3");
  }

  @Test
  void shouldReadAndWriteNpyAndCsvAlike() throws IOException {
    Path npy = folder.resolve("frames.npy");
    try (RowWriter writer = RowWriter.create(npy, Collections.nCopies(6, "channel"))) {
      for (float[] frame : rows(FRAMES)) {
        writer.write(frame, 0);
      }
    }
    Path ofCsv = folder.resolve("of-csv.csv");
    Path ofNpy = folder.resolve("of-npy.csv");
    Path binary = folder.resolve("of-npy.npy");

    run(TCN, FRAMES, ofCsv);
    run(TCN, npy, ofNpy);
    run(TCN, npy, binary);

    assertThat(ofNpy).hasSameBinaryContentAs(ofCsv);
    assertThat(flat(rows(binary))).hasSize(200 * CLASSES).isEqualTo(flat(rows(ofCsv)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 199, 200, 1_000_000})
  void shouldWriteTheSameBytesForBlocksOfAnySize(int block) throws IOException {
    Path expected = folder.resolve("expected.npy");
    Path got = folder.resolve("got.npy");

    for (Object[] windows : new Object[][] {{}, {"--window", 50, "--hop", 25}}) {
      run(TCN, FRAMES, expected, windows);
      List<Object> options = new ArrayList<>(List.of(windows));
      options.addAll(List.of("--block", block));
      run(TCN, FRAMES, got, options.toArray());

      assertThat(got).hasSameBinaryContentAs(expected);
    }
  }

  @Test
  void shouldWriteForEachWindowWhatTheModelGivesForItsFramesAlone() throws IOException {
    Path windows = folder.resolve("windows.npy");
    run(TCN, FRAMES, windows, "--window", 50, "--hop", 40);

    List<float[]> rows = rows(windows);
    assertThat(rows).hasSize(1 + (200 - 50) / 40);
    for (int window = 0; window < rows.size(); window++) {
      Path alone = folder.resolve("alone.csv");
      Path scores = folder.resolve("alone.npy");
      Files.write(alone, frames(window * 40, 50));
      run(TCN, alone, scores);

      assertThat(rows.get(window)).as("window %d", window).isEqualTo(flat(rows(scores)));
    }
  }

  @Test
  void shouldTakeTheWindowsSizeForTheHop() throws IOException {
    Path windows = folder.resolve("windows.npy");
    run(TCN, FRAMES, windows, "--window", 60);

    assertThat(rows(windows)).hasSize(3).allSatisfy(row -> assertThat(row).hasSize(60 * CLASSES));
  }

  @Test
  void shouldWriteNoRowsWhereThereAreTooFewFrames() throws IOException {
    Path few = Files.write(folder.resolve("few.csv"), frames(0, 49));
    Path none = folder.resolve("none.npy");

    Invocation run = run(TCN, few, none, "--window", 50);

    assertThat(run.out())
        .startsWith("Wrote 0 rows of 200 values")
        .contains("The input has too few frames for a row, which sees 50 of them.");
    try (FrameReader reader = FrameReader.open(none)) {
      assertThat(reader.channels()).isEqualTo(50 * CLASSES);
      assertThat(reader.frames()).hasValue(0);
    }
  }

  @Test
  void shouldRefuseFramesOfOtherChannels() {
    Path model = Examples.KERAS.resolve("keras-conv-stack.yaml");
    Path scores = folder.resolve("scores.csv");

    assertThat(refused(model, FRAMES, scores)).contains("channels=6", "model expects=15");
    assertThat(scores).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_001})
  void shouldRefuseBlocksOfNoUse(int block) {
    assertThat(refused(TCN, FRAMES, folder.resolve("y.csv"), "--block", block))
        .contains("--block must be 1 to 1000000: block=" + block);
  }

  @Test
  void shouldWriteOutputsSideBySideThoughOneComesLater() throws IOException {
    Path model =
        twoOutputs(
            """
              - {type: activation, name: above, activation: relu}
              - {type: average-pooling, name: around, inputs: [input], pool-size: 3, stride: 1, padding: same}
            """);
    Path x = Files.writeString(folder.resolve("x.csv"), "x\n2\n-4\n8\n");
    Path y = folder.resolve("y.csv");

    run(model, x, y);

    assertThat(Files.readString(y)).isEqualTo("now_0,smooth_0\n2.0,-1.0\n0.0,2.0\n8.0,2.0\n");
  }

  @Test
  void shouldRefuseOutputsOfDifferentRates() throws IOException {
    Path model =
        twoOutputs(
            """
              - {type: activation, name: above, activation: relu}
              - {type: average-pooling, name: around, inputs: [input], pool-size: 2}
            """);
    Path x = Files.writeString(folder.resolve("x.csv"), "x\n1\n2\n");

    assertThat(refused(model, x, folder.resolve("y.csv")))
        .contains("the outputs cannot stand side by side", "now=1048576", "smooth=524288");
  }

  @Test
  void shouldRefuseOutputsOfWhichOneHasALastRowMore() throws IOException {
    Path model =
        twoOutputs(
            """
              - {type: average-pooling, name: above, pool-size: 2}
              - {type: average-pooling, name: around, inputs: [input], pool-size: 2, padding: [0, 1]}
            """);
    Path x = Files.writeString(folder.resolve("x.csv"), "x\n1\n2\n");

    assertThat(refused(model, x, folder.resolve("y.csv")))
        .contains("frames=1048577", "rows of now=524288", "rows of smooth=524289");
  }

  @Test
  void shouldRefuseOutputsThatDifferInLengthForAShortRecordingOnly() throws IOException {
    Path model =
        twoOutputs(
            """
              - {type: activation, name: above, activation: relu}
              - {type: time-cropping, name: cut, inputs: [input], left: 6}
              - {type: time-padding, name: around, right: 6}
            """);
    Path x = Files.writeString(folder.resolve("x.csv"), "x\n1\n2\n3\n4\n");
    Path y = folder.resolve("y.csv");

    assertThat(refused(model, x, y))
        .contains("differ in length for this recording", "rows of now=4", "rows of smooth=");
    assertThat(y).doesNotExist();

    Files.writeString(x, "x\n" + "1\n".repeat(7));
    assertThat(run(model, x, y).out()).startsWith("Wrote 7 rows");
  }

  @Test
  void shouldNotReplaceTheFramesByTheResults() throws IOException {
    Path frames = Files.copy(FRAMES, folder.resolve("frames.csv"));
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), frames);

    for (Path output : List.of(frames, link)) {
      assertThat(refused(TCN, frames, output)).contains("give another file: input=" + frames);
    }
    assertThat(frames).hasSameBinaryContentAs(FRAMES);
  }

  @Test
  void shouldLeaveWhatWasThereWhereTheRunFails() throws IOException {
    List<String> damaged = new ArrayList<>(frames(0, 150));
    damaged.set(120, "1,2,3,4,5,six");
    Path x = Files.write(folder.resolve("x.csv"), damaged);
    Path y = Files.writeString(folder.resolve("y.csv"), "of the last run");

    assertThat(refused(TCN, x, y)).contains("not a number");

    assertThat(y).hasContent("of the last run");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("x.csv", "y.csv");
  }

  @Test
  void shouldReplaceWhatALinkLeadsTo() throws IOException {
    Path y = Files.writeString(folder.resolve("y.csv"), "of the last run");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), y);

    run(TCN, FRAMES, link);

    assertThat(link).isSymbolicLink();
    assertThat(Files.readAllLines(y)).hasSize(1 + 200);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("link.csv", "y.csv");
  }

  @Test
  void shouldTakeBlocksOfMoreValuesThanFitIntoAnArray() throws IOException {
    int channels = 5_000;
    Path model =
        WeightlessModel.write(
            folder.resolve("wide.yaml"),
            """
            input: {channels: 5000}
            outputs: {y: above}
            layers:
              - {type: activation, name: above, activation: relu}
            """);
    Path x = folder.resolve("x.npy");
    try (RowWriter writer = RowWriter.create(x, Arrays.asList(new String[channels]))) {
      for (int frame = 0; frame < 1_000; frame++) {
        writer.write(new float[channels], 0);
      }
    }

    assertThat(run(model, x, folder.resolve("y.npy"), "--block", 1_000_000).out())
        .startsWith("Wrote 1,000 rows of 5000 values");
  }

  @Test
  void shouldTellWhyAFileCannotBeWritten() {
    Path y = folder.resolve("y".repeat(300) + ".csv");

    assertThat(refused(TCN, FRAMES, y))
        .contains("file cannot be written: file=" + y + ", reason=File name too long");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldTellThatAFolderIsReadOnly() throws IOException {
    Path readOnly = Files.createDirectory(folder.resolve("read-only"));
    assumeTrue(readOnly.toFile().setWritable(false) && !Files.isWritable(readOnly), "runs as root");

    assertThat(refused(TCN, FRAMES, readOnly.resolve("y.csv")))
        .contains("file cannot be written: file=" + readOnly, "reason=permission denied");
  }

  @Test
  void shouldTellThatTheFramesMustNotBeRead() throws IOException {
    Path x = Files.copy(FRAMES, folder.resolve("x.csv"));
    assumeTrue(x.toFile().setReadable(false) && !Files.isReadable(x), "runs as root");

    assertThat(refused(TCN, x, folder.resolve("y.csv")))
        .contains("file cannot be read: file=" + x + ", reason=permission denied");
  }

  @Test
  void shouldTellThatAModelIsBehindAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(refused(file.resolve("net.onnx"), FRAMES, folder.resolve("y.csv")))
        .contains("model file is not there");
  }

  /** Outputs {@code now} and {@code smooth} of the layers {@code above} and {@code around}. */
  private Path twoOutputs(String layers) throws IOException {
    return WeightlessModel.write(
        folder.resolve("two.yaml"),
        """
        input: {channels: 1}
        outputs: {now: above, smooth: around}
        layers:
        """
            + layers);
  }

  /** So many frames of the example with its header, as the lines of a file. */
  private static List<String> frames(int from, int count) throws IOException {
    List<String> lines = Files.readAllLines(FRAMES);
    List<String> part = new ArrayList<>(lines.subList(0, 1));
    part.addAll(lines.subList(1 + from, 1 + from + count));
    return part;
  }

  private static List<float[]> rows(Path file) throws IOException {
    List<float[]> rows = new ArrayList<>();
    try (FrameReader reader = FrameReader.open(file)) {
      float[] row = new float[reader.channels()];
      while (reader.read(row, 1) == 1) {
        rows.add(row.clone());
      }
    }
    return rows;
  }

  private static float[] flat(List<float[]> rows) {
    int width = rows.get(0).length;
    float[] all = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, all, row * width, width);
    }
    return all;
  }

  private static Invocation run(Path model, Path input, Path output, Object... options) {
    Invocation run = call(model, input, output, options);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run;
  }

  /** The one line that tells why. */
  private static String refused(Path model, Path input, Path output, Object... options) {
    Invocation run = call(model, input, output, options);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    return run.err();
  }

  private static Invocation call(Path model, Path input, Path output, Object... options) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("model", "run", "--model", model, "--input", input, "--output", output));
    arguments.addAll(List.of(options));
    return Invocation.of(arguments.toArray());
  }
}
