/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar to submit, as it was built. */
class JobJarIT {

  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      List<Path> jars = built.filter(file -> file.toString().endsWith("-job.jar")).toList();
      assertThat(jars).hasSize(1);
      jar = new JarFile(jars.get(0).toFile());
    }
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void shouldBearTheProjectsLicence() throws IOException {
    assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("../../LICENSE")));
  }

  @Test
  void shouldBearNoOthersLicenceInItsRoot() {
    assertThat(jar.stream().map(ZipEntry::getName))
        .filteredOn(
            name -> name.matches("(?i)(licen[cs]e|notice|third-party|changes|copying)[^/]*"))
        .isEmpty();
  }

  @Test
  void shouldBearTheLicencesAndNoticesOfWhatItBrings() throws IOException {
    assertThat(text("META-INF/licenses/jhdf")).contains("MIT License", "James Mudd");
    assertThat(text("META-INF/licenses/protobuf-java"))
        .contains("Google Inc.", "Redistributions in binary form");
    assertThat(text("META-INF/licenses/native-libraries")).contains("Zstandard", "Snappy", "LZ4");
    assertThat(text("META-INF/licenses/kafka-clients-NOTICE")).startsWith("Apache Kafka");
    assertThat(text("META-INF/NOTICE")).contains("for Tapline", "Apache Flink", "Apache Avro");
  }

  @Test
  void shouldNameTheTaplineAuthorsAsTheHolderOfItsCopyright() throws IOException {
    assertThat(text("META-INF/NOTICE"))
        .contains(Files.readString(Path.of("../../NOTICE")).strip())
        .contains("Licensed under https://www.apache.org/licenses/LICENSE-2.0 (the Apache License,")
        .doesNotContain("Tapline\nCopyright 2");
  }

  private String text(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream bytes = jar.getInputStream(entry)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
