/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.tapline.cli.UserFault;
import io.tapline.schemas.RecordingWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and Avro recordings, each in its own form, as one recording in the order of time. */
class RecordingsTest {

  private static final List<String> XY = List.of("x", "y");

  @TempDir Path folder;

  @Test
  void shouldReadTaplinesOwnColumnsInAnyOrder() throws Exception {
    write("a.csv", "value,device,timestamp_us,channel\n1.5,fan,20,\"x,y\"\n-2,fan,10,z\n");

    assertThat(MergedText.of(folder, List.of(), List.of(), "a.csv"))
        .containsExactly("a.csv:3 fan z 10 -2.0", "a.csv:2 fan x,y 20 1.5");
  }

  @Test
  void shouldReadAColumnForEachChannelAndLeaveLabelsAlone() throws Exception {
    write("a.csv", "timestamp_us,y,label,device,x\n5,,up,fan,1\n6,2,up,fan,3\n");

    assertThat(MergedText.of(folder, List.of(), List.of("x", "y", "z"), "a.csv"))
        .containsExactly("a.csv:2 fan x 5 1.0", "a.csv:3 fan x 6 3.0", "a.csv:3 fan y 6 2.0");
  }

  @Test
  void shouldReadTextsWithRunsOfSpacesAndAComment() throws Exception {
    write("acc.txt", "# Created at noon \n1500 0.5   -1 \n  2500 1e-3 2\n\n");
    String entry =
        """
          - files: "*.txt"
            separator: " "
            header: false
            columns: [t, x, y]
            comment: "#"
            device: {constant: phone}
            time: {field: t, unit: ns}
            values: {acc.y: y, acc.x: x}
        """;

    assertThat(
            MergedText.of(
                folder,
                MergedText.configs(entry, "acc.x", "acc.y"),
                List.of("acc.x", "acc.y"),
                "acc.txt"))
        .containsExactly(
            "acc.txt:2 phone acc.y 2 -1.0",
            "acc.txt:2 phone acc.x 2 0.5",
            "acc.txt:3 phone acc.y 3 2.0",
            "acc.txt:3 phone acc.x 3 0.001");
  }

  @Test
  void shouldReadOtherSeparatorsByTheFirstEntryThatMatches() throws Exception {
    write("valve1.csv", "\uFEFFwhen;Flow Rate;anomaly\r\n2020-03-09 10:14:33;32.0;0.0\r\n");
    write("other.csv", "// made by hand\nid\tchan\tsec\tval\nfan\tflow\t0.5\t7\n");
    String entries =
        """
          - files: "valve*.csv"
            separator: ";"
            device: {file: true}
            time: {field: when, pattern: "yyyy-MM-dd HH:mm:ss", zone: Europe/Moscow}
            values: {flow: Flow Rate}
          - files: "*.csv"
            separator: "\\t"
            comment: "//"
            device: {field: id}
            time: {field: sec, unit: s}
            channel: {field: chan}
            value: {field: val}
        """;

    assertThat(
            MergedText.of(
                folder,
                MergedText.configs(entries, "flow"),
                List.of("flow"),
                "valve1.csv",
                "other.csv"))
        .containsExactly(
            "other.csv:3 fan flow 500000 7.0", "valve1.csv:2 valve1 flow 1583738073000000 32.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\uFEFF1,2\n", "\uFEFF\"1\",2\n", "\uFEFF# made by hand\n1,2\n", "\uFEFF\n1,2"})
  void shouldPassOverAByteOrderMarkWhereThereIsNoHeader(String text) throws Exception {
    write("a.csv", text);
    write("a.txt", text.replace(',', ' ').replace("\"", ""));
    String entry =
        """
          - files: "*.%s"
            separator: "%s"
            header: false
            columns: [t, x]
            comment: "#"
            device: {constant: d}
            time: {field: t, unit: us}
            values: {x: x}
        """;
    String entries = entry.formatted("csv", ",") + entry.formatted("txt", " ");

    assertThat(MergedText.of(folder, MergedText.configs(entries, "x"), XY, "a.csv", "a.txt"))
        .extracting(line -> line.substring(line.indexOf(' ')))
        .containsExactly(" d x 1 2.0", " d x 1 2.0");
  }

  @Test
  void shouldTellTheFirstTenFaultsOfEveryFileByLine() throws Exception {
    StringBuilder wrong = new StringBuilder("device,channel,timestamp_us,value\nd,c,1,1\n");
    for (int i = 0; i < 12; i++) {
      wrong.append("d,c,").append(i).append(",x\n");
    }
    write("many.csv", wrong.toString());
    write("few.csv", "device,channel,timestamp_us,value\n,c,1,1\nd,,1,1\nd,c,,1\nd,c,1\nd,c,1,1\n");

    assertThatThrownBy(() -> MergedText.of(folder, List.of(), List.of(), "few.csv", "many.csv"))
        .isInstanceOf(UserFault.class)
        .extracting(fault -> ((UserFault) fault).problems(), list(String.class))
        .hasSize(14)
        .startsWith(
            folder + "/few.csv:2: not a name: path=device, found=\"\"",
            folder + "/few.csv:3: not a name: path=channel, found=\"\"",
            folder + "/few.csv:4: not a number: path=timestamp_us, found=\"\"",
            folder + "/few.csv:5: line has another number of values: expected=4, found=3",
            folder + "/many.csv:3: not a number: path=value, found=\"x\"")
        .endsWith(folder + "/many.csv:12: not a number: path=value, found=\"x\"");
  }

  @Test
  void shouldTakeColumnsByTheirNamesWhateverTheseHold() throws Exception {
    write("a.csv", "t.s,x [m/s^2],$,machine[0]\n1.5,2,3,fan\n2.5, ,nan,fan\n");
    String entry =
        """
          - files: "*.csv"
            device: {field: 'machine[0]'}
            time: {field: t.s, unit: s}
            values: {x: 'x [m/s^2]', y: $}
        """;

    assertThat(MergedText.of(folder, MergedText.configs(entry, "x", "y"), XY, "a.csv"))
        .containsExactly(
            "a.csv:2 fan x 1500000 2.0", "a.csv:2 fan y 1500000 3.0", "a.csv:3 fan y 2500000 NaN");
  }

  @Test
  void shouldTellTwoColumnsOfOneNameWhereTheyAreAskedFor() throws Exception {
    write("a.csv", "device,timestamp_us,x,label,label\nd,1,2,3,4\n");
    write("b.csv", "device,timestamp_us,x,x\nd,1,2,3\n");

    assertThat(MergedText.of(folder, List.of(), XY, "a.csv")).containsExactly("a.csv:2 d x 1 2.0");
    assertThatThrownBy(() -> MergedText.of(folder, List.of(), XY, "b.csv"))
        .hasMessage(folder + "/b.csv: two columns have one name: name=x");
  }

  @Test
  void shouldTellWhoseMessagesRecordingsHold() throws Exception {
    String entries =
        """
          - {files: "*", device: {file: true}, time: {field: t, unit: s}, values: {x: x}}
          - {files: "imu*.avro", topic: imu}
          - {files: "*.avro", topic: other}
        """;
    List<Path> files = Stream.of("imu1.avro", "b.avro", "imu.csv").map(folder::resolve).toList();

    assertThat(new Recordings(files, MergedText.configs(entries, "x"), XY).topics())
        .isEqualTo(Map.of(files.get(0), "imu", files.get(1), "other"));
  }

  @Test
  void shouldTellWhichColumnsAreMissing() throws Exception {
    write("a.csv", "t,x\n1,2\n");
    String entry =
        """
          - files: "*"
            device: {field: id}
            time: {field: t, unit: s}
            values: {x: z}
        """;

    assertThatThrownBy(() -> MergedText.of(folder, List.of(), List.of("y"), "a.csv"))
        .hasMessage(
            folder
                + "/a.csv: columns are missing; name those that stand for them under recordings in"
                + " the configuration: missing=[channel, device, timestamp_us, value],"
                + " found=[t, x]");
    assertThatThrownBy(
            () -> MergedText.of(folder, MergedText.configs(entry, "x"), List.of("x"), "a.csv"))
        .hasMessageContaining("missing=[id, z], found=[t, x]");
  }

  @Test
  void shouldMergeTablesWithAvroRecordingsWhoseOwnOrderStays() throws Exception {
    write("a.csv", "device,channel,timestamp_us,value\nd,c,1000,1\nd,c,3000,2\nd,c,9000,3\n");
    try (RecordingWriter writer = RecordingWriter.create(folder.resolve("b.avro"))) {
      for (long millis : new long[] {2, 5, 3, 9}) {
        writer.write(millis, null, ("at " + millis).getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(MergedText.of(folder, List.of(), List.of(), "a.csv", "b.avro"))
        .containsExactly(
            "a.csv:2 d c 1000 1.0",
            "b.avro:0 at 2",
            "a.csv:3 d c 3000 2.0",
            "b.avro:1 at 5",
            "b.avro:2 at 3",
            "a.csv:4 d c 9000 3.0",
            "b.avro:3 at 9");
  }

  @Test
  void shouldSortAsAStableSortWouldWhateverTheOrderOfRows() throws Exception {
    record Row(int file, int line, long micros) {}
    long seed = 20_261_121;
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (int file = 0; file < 3; file++) {
      StringBuilder text = new StringBuilder("device,channel,timestamp_us,value\n");
      for (int line = 2; line < 60_000; line++) {
        // In order, nearly in order, and in none.
        long micros = file == 2 ? random.nextLong(500) : line + file * random.nextLong(3);
        rows.add(new Row(file, line, micros));
        text.append("d,c,").append(micros).append(",1\n");
      }
      write(file + ".csv", text.toString());
    }
    rows.sort(Comparator.comparingLong(Row::micros));

    List<String> expected = new ArrayList<>();
    for (Row row : rows) {
      expected.add(row.file() + ".csv:" + row.line() + " d c " + row.micros() + " 1.0");
    }
    List<String> merged = MergedText.of(folder, List.of(), List.of(), "0.csv", "1.csv", "2.csv");
    assertThat(merged.equals(expected)).as("seed=%d", seed).isTrue();
  }

  @Test
  void shouldTellThatATableIsTooLarge() {
    ReadingTable table = new ReadingTable(2);
    table.beginFile(0, true);
    Path file = folder.resolve("a.csv");

    assertThatThrownBy(
            () -> {
              write("a.csv", "device,channel,timestamp_us,value\nd,c,1,1\nd,c,2,1\nd,c,3,1\n");
              new TableFile(file, List.of(), List.of()).readInto(table);
            })
        .isInstanceOf(UserFault.class)
        .hasMessage(file + ": too many readings to sort in memory: cut it by time: most=2");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
