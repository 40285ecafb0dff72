/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.cli.UserFault;
import io.tapline.pipeline.config.RecordingConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no recordings: what is told of them, where, and how to fix it. */
class UnreadableRecordingsTest {

  private static final String HEADER = "device,channel,timestamp_us,value\n";

  private static final String NO_CSV = ": this is not CSV in UTF-8 with a header: ";
  private static final String NO_UTF8 = "it has bytes that are no UTF-8; save it as UTF-8";

  private static final String QUOTES =
      "a quote that begins a value is not closed, or not before a separator; close it, and write"
          + " quotes within a value twice";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'d,a,1,1\n\"d,b,1,2\nd,a,2,1\n', 3",
    "'d,a,1,1\n\"d\nd\",b,1,2\nd,a,2,\"1\"2\n', 5",
    "'\"', 2"
  })
  void shouldTellInWhichRowAQuoteIsNotClosed(String rows, int line) throws Exception {
    Path file =
        write("a.csv", (HEADER + rows.replace("\\n", "\n")).getBytes(StandardCharsets.UTF_8));

    assertRefused(file, List.of(), file + ":" + line + NO_CSV + QUOTES);
  }

  @Test
  void shouldTellThatAHeaderHasAQuoteThatIsNotClosed() throws Exception {
    Path file = write("a.csv", "\"device,channel\nd,a\n".getBytes(StandardCharsets.UTF_8));

    assertRefused(file, List.of(), file + ":1" + NO_CSV + QUOTES);
  }

  @Test
  void shouldTellWhichLineIsNotUtf8() throws Exception {
    String rows =
        HEADER + "d,a,1,1\n".repeat(5_000) + "d\u00e9,a,1,1\n" + "d,a,2,1\n".repeat(5_000);
    Path latin = write("latin.csv", rows.getBytes(StandardCharsets.ISO_8859_1));
    Path utf16 = write("utf16.csv", rows.getBytes(StandardCharsets.UTF_16));
    Path cut = write("cut.csv", (HEADER + "d,a,1,1\n\u00e9").getBytes(StandardCharsets.UTF_8));
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) - 1));

    assertRefused(latin, List.of(), latin + ":5002" + NO_CSV + NO_UTF8);
    assertRefused(utf16, List.of(), utf16 + ":1" + NO_CSV + NO_UTF8);
    assertRefused(cut, List.of(), cut + ":3" + NO_CSV + NO_UTF8);
  }

  @ParameterizedTest
  @ValueSource(strings = {";", " "})
  void shouldTellWhichLineOfATextWithoutAHeaderIsNotUtf8(String separator) throws Exception {
    String entry =
        """
          - files: "*.txt"
            separator: "%s"
            header: false
            columns: [t, x]
            device: {constant: d}
            time: {field: t, unit: us}
            values: {x: x}
        """
            .formatted(separator);
    String rows = "1;2\n3;\u00e9\n".replace(";", separator);
    Path file = write("a.txt", rows.getBytes(StandardCharsets.ISO_8859_1));

    assertRefused(
        file, MergedText.configs(entry, "x"), file + ":2: this is not CSV in UTF-8: " + NO_UTF8);
  }

  @Test
  void shouldTellWhyAFileIsNoParquet() throws Exception {
    String notThis = ": this is not Parquet: ";
    Path empty = write("empty.parquet", new byte[0]);
    assertRefused(
        empty,
        List.of(),
        empty + notThis + "it is too short, write it again or copy it whole: bytes=0, least=12");

    Path text = write("text.parquet", HEADER.getBytes(StandardCharsets.UTF_8));
    assertRefused(
        text,
        List.of(),
        text
            + notThis
            + "it does not begin with PAR1; if it is text, let its name not end in .parquet");

    Path cut = write("cut.parquet", "PAR1 and no more".getBytes(StandardCharsets.UTF_8));
    assertRefused(
        cut,
        List.of(),
        cut
            + notThis
            + "it does not end with PAR1, as one that was cut short; copy it whole: bytes=16");
  }

  @Test
  void shouldTellWhyAFileIsNoContainerOfMessages() throws Exception {
    Path cut = write("cut.avro", new byte[] {'O', 'b', 'j', 1});

    assertThatThrownBy(() -> Recordings.count(cut))
        .isInstanceOf(UserFault.class)
        .hasMessage(
            "recording cannot be opened: file="
                + cut
                + ", reason=it ends within its header; give an Avro container file of"
                + " RecordedMessage, CSV or Parquet");
  }

  private void assertRefused(Path file, List<RecordingConfig> configs, String told) {
    assertThatThrownBy(
            () -> MergedText.of(folder, configs, List.of("x"), file.getFileName().toString()))
        .isInstanceOf(UserFault.class)
        .hasMessage(told);
  }

  private Path write(String file, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(file), bytes);
  }
}
