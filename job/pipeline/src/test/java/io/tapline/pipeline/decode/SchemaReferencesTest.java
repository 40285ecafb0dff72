/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.schemas.UndecodableRecordException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schemas that a registry has in parts. */
class SchemaReferencesTest {

  private static final String AXES =
      record("Axes", "{'name': 'x', 'type': 'double'}, {'name': 'y', 'type': 'double'}");
  private static final String MACHINE =
      record("Machine", "{'name': 'id', 'type': 'string'}, {'name': 'axes', 'type': 'Axes'}");
  private static final String SAMPLE =
      record("Sample", "{'name': 'machine', 'type': 'Machine'}, {'name': 'acc', 'type': 'Axes'}");

  private RegistryServer server;
  private RegisteredSchemas schemas;

  @BeforeEach
  void start() throws Exception {
    server = new RegistryServer();
    schemas = new RegisteredSchemas(new RegistryClient(server.access()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldPutASchemaTogetherAndAskForEachPartOnce() throws Exception {
    knows(9, SAMPLE, reference("machine", 3), reference("axes/v", 1));
    knows("machine", 3, MACHINE, reference("axes/v", 1));
    knows("axes%2Fv", 1, AXES);

    Schema schema = schemas.schema(9);

    assertThat(schema.getField("machine").schema().getField("axes").schema().getFullName())
        .isEqualTo("plant.Axes");
    assertThat(schema.getField("acc").schema().getField("y").schema().getType())
        .isEqualTo(Schema.Type.DOUBLE);
    // A part that was deleted since is a part still.
    assertThat(server.requests())
        .containsExactly(
            "/schemas/ids/9 null",
            "/subjects/machine/versions/3?deleted=true null",
            "/subjects/axes%2Fv/versions/1?deleted=true null");

    knows(10, record("Other", "{'name': 'acc', 'type': 'Axes'}"), reference("axes/v", 1));
    assertThat(schemas.schema(10).getName()).isEqualTo("Other");
    assertThat(server.requests()).hasSize(4).endsWith("/schemas/ids/10 null");
  }

  @Test
  void shouldAskAgainForAPartThatTheRegistryDidNotGive() throws Exception {
    knows(9, MACHINE, reference("axes", 1));
    server.answers("/subjects/axes/versions/1", 503, "");
    assertThatThrownBy(() -> schemas.schema(9)).isInstanceOf(IOException.class);

    knows("axes", 1, AXES);
    assertThat(schemas.schema(9).getName()).isEqualTo("Machine");
  }

  @Test
  void shouldRefuseASchemaWhosePartIsNotThere() {
    knows(9, MACHINE, reference("axes", 4));

    assertRefused(
        "the registry has no such schema, to which another refers: id=9, subject=axes, version=4");
  }

  @Test
  void shouldRefuseASchemaWhosePartIsNotAvro() {
    knows(9, MACHINE, reference("axes", 4));
    server.answers(
        "/subjects/axes/versions/4",
        200,
        "{'schemaType': 'JSON', 'schema': '{}'}".replace('\'', '"'));

    assertRefused("the registry's schema is not Avro: id=9, type=JSON, subject=axes, version=4");
  }

  @Test
  void shouldRefuseReferencesThatAreNone() {
    knows(9, MACHINE, "{'name': 'plant.Axes', 'subject': 'axes'}".replace('\'', '"'));

    assertRefused(
        "the registry's schema refers to no version of a subject: id=9,"
            + " reference={\"name\":\"plant.Axes\",\"subject\":\"axes\"}");
  }

  @Test
  void shouldRefuseSchemasThatReferToEachOther() {
    knows(9, SAMPLE, reference("machine", 1));
    knows("machine", 1, MACHINE, reference("axes", 1));
    knows("axes", 1, AXES, reference("machine", 1));

    assertRefused("the registry's schemas refer to each other: id=9, subject=machine, version=1");
  }

  @Test
  void shouldRefuseReferencesWithoutAnEnd() {
    knows(9, MACHINE, reference("axes", 1));
    for (int version = 1; version < 100; version++) {
      knows("axes", version, AXES, reference("axes", version + 1));
    }

    assertRefused(
        "the registry's schema refers too deep: id=9, subject=axes, version=33, most levels=32");
    assertThat(server.requests()).hasSize(33);
  }

  @Test
  void shouldRefuseMoreReferencesThanASchemaCanNeed() {
    knows(
        9,
        MACHINE,
        Stream.iterate(1, version -> version + 1)
            .limit(1_001)
            .map(version -> reference("axes", version))
            .toArray(String[]::new));
    for (int version = 1; version <= 1_001; version++) {
      knows("axes", version, AXES.replace("Axes", "Axes" + version));
    }

    assertRefused("the registry's schema refers to too many others: id=9, most=1000");
  }

  @Test
  void shouldRefuseTwoPartsThatDefineOneName() {
    knows(9, MACHINE, reference("axes", 1), reference("axes", 2));
    knows("axes", 1, AXES);
    knows("axes", 2, AXES);

    assertRefused("the registry's schema cannot be read: id=9, reason=Can't redefine: plant.Axes");
  }

  private void assertRefused(String problem) {
    assertThatThrownBy(() -> schemas.schema(9))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage(problem);
  }

  private void knows(int id, String schema, String... references) {
    server.answers(id, 200, body(schema, references));
  }

  private void knows(String subject, int version, String schema, String... references) {
    server.answers("/subjects/" + subject + "/versions/" + version, 200, body(schema, references));
  }

  private static String body(String schema, String... references) {
    String all = List.of(references).stream().collect(Collectors.joining(", "));
    return "{" + RegistryServer.schemaKey(schema) + ", \"references\": [" + all + "]}";
  }

  private static String reference(String subject, int version) {
    return "{\"name\": \"any\", \"subject\": \"%s\", \"version\": %d}".formatted(subject, version);
  }

  private static String record(String name, String fields) {
    return "{'type': 'record', 'name': '%s', 'namespace': 'plant', 'fields': [%s]}"
        .formatted(name, fields)
        .replace('\'', '"');
  }
}
