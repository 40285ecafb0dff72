/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapline.cli.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFrameReaderTest {
  private static final String NO_CSV = ": this is not CSV in UTF-8 with a header: reason=";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void shouldReadFramesBelowAHeader(int block) throws IOException {
    assertThat(read("acc.x, acc.y\n1,-2.5\n\n3e2,nan\ninf,-Infinity\n", block))
        .containsExactly(
            1, -2.5f, 300, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }

  @Test
  void shouldTakeTheNumbersThatDataFramesCallTheirColumnsBy() throws IOException {
    assertThat(read("0,1,2\n4,5,6\n", 1)).containsExactly(4, 5, 6);
  }

  @Test
  void shouldPassOverAByteOrderMark() throws IOException {
    assertThat(read("\uFEFF\"a,b\",c\n1,2\n", 1)).containsExactly(1, 2);
    assertThat(problem("\uFEFF1,2\n3,4\n")).startsWith(":1: header is missing");
  }

  @Test
  void shouldReadNoFramesBelowAHeaderAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n");
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(reader.channels()).isEqualTo(2);
      assertThat(reader.frames()).isEmpty();
      assertThat(reader.read(new float[2], 1)).isZero();
    }
  }

  @Test
  void shouldTellWhereAValueIsNoNumber() {
    assertThat(problem("a,b\n1,2\n3,x\n")).isEqualTo(":3: not a number: b=x");
    assertThat(problem("a,b\n1,2\n,4\n")).isEqualTo(":3: not a number: a=");
    assertThat(problem("a\n" + "x".repeat(99) + "\n"))
        .isEqualTo(":2: not a number: a=" + "x".repeat(30) + "…");
  }

  @Test
  void shouldTellWhereARowHasAnotherNumberOfValues() {
    assertThat(problem("a,b\n1,2\n3\n"))
        .isEqualTo(":3: another number of values than the header: expected=2, got=1");
    assertThat(problem("a,b\n1,2,3\n"))
        .isEqualTo(":2: another number of values than the header: expected=2, got=3");
  }

  @Test
  void shouldTellWhatIsWrongWithAHeader() {
    assertThat(problem("0.5,2\n1,2\n"))
        .isEqualTo(
            ":1: header is missing, write the channels' names into the first line: got=0.5,2");
    assertThat(problem("")).isEqualTo(":1: header must name 1 to 65535 channels: got=0");
    assertThat(problem("x" + ",x".repeat(65_535) + "\n"))
        .isEqualTo(":1: header must name 1 to 65535 channels: got=65536");
    assertThat(problem("a,,c\n1,2,3\n")).startsWith(NO_CSV);
  }

  @Test
  void shouldTellThatQuotesAreWrong() {
    assertThat(problem("a,b\n\"1\"x,2\n")).startsWith(NO_CSV);
    assertThat(problem("a,b\n\"1,2\n")).startsWith(NO_CSV);
  }

  @Test
  void shouldTellThatAFileIsNoTextInUtf8() {
    assertThat(problem(new byte[] {'a', '\n', (byte) 0xff, (byte) 0xfe, '\n'})).startsWith(NO_CSV);
  }

  @Test
  void shouldNotReadARowWithoutEndIntoMemory() {
    byte[] endless = new byte[20_000_000];
    endless[0] = 'a';
    endless[1] = '\n';
    endless[2] = '"';
    assertThat(problem(endless)).contains(NO_CSV, "row is too long: maximum characters=4194304");
  }

  @Test
  void shouldReadMoreThanTheLongestRowInAll() throws IOException {
    String rows = "1,2\n".repeat(2_000_000);
    assertThat(rows.length()).isGreaterThan(BoundedReader.MOST_CHARACTERS);

    Path file = Files.writeString(folder.resolve("x.csv"), "a,b\n" + rows);
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(reader.read(new float[4_000_000], 2_000_000)).isEqualTo(2_000_000);
    }
  }

  @Test
  void shouldTellThatThereIsNoSuchFile() {
    Path file = folder.resolve("none.csv");
    assertThat(catchThrowableOfType(UserFault.class, () -> FrameReader.open(file)))
        .hasMessage("there is no such file: file=" + file);
    Path other = folder.resolve("x.wav");
    assertThat(catchThrowableOfType(UserFault.class, () -> FrameReader.open(other)))
        .hasMessage("name must end in .npy or .csv: file=" + other);
  }

  private String problem(String csv) {
    return problem(csv.getBytes(StandardCharsets.UTF_8));
  }

  private String problem(byte[] csv) {
    UserFault fault = catchThrowableOfType(UserFault.class, () -> read(csv, 1));
    return fault.getMessage().replace(folder.resolve("x.csv").toString(), "");
  }

  private float[] read(String csv, int block) throws IOException {
    return read(csv.getBytes(StandardCharsets.UTF_8), block);
  }

  private float[] read(byte[] csv, int block) throws IOException {
    try (FrameReader reader = FrameReader.open(Files.write(folder.resolve("x.csv"), csv))) {
      return Frames.readAll(reader, block);
    }
  }
}
