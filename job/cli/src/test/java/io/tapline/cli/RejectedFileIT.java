/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code replay --out} writes of rejected readings. */
class RejectedFileIT {

  @TempDir Path folder;

  @Test
  void shouldNameTheFileAndTheLineOfWhatIsRejected() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Path recording = folder.resolve("rows.csv");
    Files.writeString(
        recording,
        """
        device,channel,timestamp_us,value
        pump-1,pressure,1000000,4
        pump-1,speed,1000000,4
        pump-1,pressure,1000000,5
        """);

    Invocation replay =
        Invocation.replay(
            config, recording, "--out", folder, "--frames", folder.resolve("frames.npy"));

    assertThat(replay.err()).isEmpty();
    assertThat(replay.out()).contains("Frames    1 in ", "Rejected  2 in ");
    // The bytes of a table's rows would be this program's own.
    assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
        .hasSize(3)
        .startsWith(
            "reason,device,channel,timestamp_us,value,late_us,source,offset,detail,record_base64")
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith("unknown-channel,")
                    .contains(recording + ",3,")
                    .endsWith(","))
        .anySatisfy(
            row ->
                assertThat(row).startsWith("duplicate,").contains(recording + ",4,").endsWith(","));
  }

  @Test
  void shouldGuardTextsThatASpreadsheetWouldRun() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Path recording = folder.resolve("recording.csv");
    Files.writeString(
        recording,
        """
        device,channel,timestamp_us,value
        =cmd|'/C calc'!A0,pressure,1000000,-4
        =cmd|'/C calc'!A0,@speed,1000000,-4
        """);
    Path frames = folder.resolve("frames.csv");
    Invocation replay = Invocation.replay(config, recording, "--out", folder, "--frames", frames);

    assertThat(replay.err()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
        .last()
        .asString()
        .startsWith("unknown-channel,'=cmd|'/C calc'!A0,'@speed,1000000,-4.0,0,");
    assertThat(Files.readAllLines(frames)).last().asString().startsWith("'=cmd|'/C calc'!A0,10");
  }

  @Test
  void shouldRejectAndCountTheReadingsOfTooManyDevices() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Files.writeString(
        config, Files.readString(config) + "\nexecution: {parallelism: 1, max-devices: 2}\n");
    Path recording = folder.resolve("recording.csv");
    Files.writeString(
        recording,
        """
        device,channel,timestamp_us,value
        pump-1,pressure,1000000,4
        pump-2,pressure,1000000,4
        pump-3,pressure,1000000,4
        pump-1,pressure,1002500,4
        pump-3,pressure,1002500,4
        """);
    Invocation replay = Invocation.replay(config, recording, "--out", folder);

    assertThat(replay.err()).isEmpty();
    assertThat(replay.out())
        .contains("read 5 = framed 3 ", " + too-many-devices 2 + still buffered 0")
        .contains("It balances.");
    assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
        .filteredOn(row -> row.startsWith("too-many-devices,pump-3,pressure,"))
        .hasSize(2);
  }

  @Test
  void shouldGiveTheBytesOfARejectedMessageOnceAndAsTheyCame() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Path recording = folder.resolve("messages.avro");
    Readings batch = new Readings();
    batch.begin("pump-1");
    batch.beginChannel("speed");
    batch.add(1_000_000, 4);
    batch.add(2_000_000, 5);
    byte[] unknown = new ReadingEncoder().encode(batch);
    byte[] undecodable = {0, (byte) 0xff, 10};
    try (RecordingWriter writer = RecordingWriter.create(recording)) {
      writer.write(1_000, null, unknown);
      writer.write(1_000, null, undecodable);
    }
    // Among others it is merged with them.
    Path rows = folder.resolve("rows.csv");
    Files.writeString(rows, "device,channel,timestamp_us,value\npump-1,pressure,1000000,4\n");

    for (List<Path> recordings : List.of(List.of(recording), List.of(rows, recording))) {
      List<Object> arguments =
          new ArrayList<>(List.of("replay", "--config", config, "--out", folder, "--recording"));
      arguments.addAll(recordings);
      assertThat(Invocation.of(arguments.toArray()).exitCode()).isZero();
      assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
          .filteredOn(row -> !row.startsWith("reason,"))
          .extracting(row -> row.substring(row.lastIndexOf(',') + 1))
          .containsExactly(
              Base64.getEncoder().encodeToString(unknown),
              "",
              Base64.getEncoder().encodeToString(undecodable));
    }
  }

  @Test
  void shouldEndAReplayWithAWarningWhereManyReadingsAreLate() throws IOException {
    Path config = Examples.copyOfPlant(folder, "127.0.0.1:1");
    Files.writeString(
        config,
        """
        recordings:
          - files: rows.csv
            device: {field: device}
            time: {field: timestamp_us, unit: us}
            arrived: {row: true}
            channel: {field: channel}
            value: {field: value}
        """,
        StandardOpenOption.APPEND);
    Path recording = folder.resolve("rows.csv");
    Files.writeString(
        recording,
        """
        device,channel,timestamp_us,value
        pump-1,pressure,10000000,4
        pump-1,pressure,11000000,4
        pump-1,pressure,9000000,5
        pump-1,pressure,12000000,5
        """);

    Invocation replay =
        Invocation.replay(config, recording, "--frames", folder.resolve("frames.csv"));

    assertThat(replay.exitCode()).isZero();
    assertThat(replay.out())
        .contains(" + late 1 + ")
        .contains(
            "\n\nWarning: 25.0 % of the readings were rejected as late: "
                + LateReport.ADVICE
                + ": rejected=1 of 4, channels=pressure 1, lateness=99 % within 1,")
        .endsWith(" ms\n");
  }
}
