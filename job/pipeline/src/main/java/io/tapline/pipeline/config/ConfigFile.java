/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads a {@link PipelineConfig} from YAML, and tells all mistakes of the file together. */
public final class ConfigFile {

  /** The schema as it is written. */
  static final JsonNode SCHEMA_TREE = schemaTree();

  private static final Map<Purpose, Schema> SCHEMAS = new EnumMap<>(Purpose.class);

  static {
    for (Purpose purpose : Purpose.values()) {
      SCHEMAS.put(purpose, schema(purpose));
    }
  }

  private static final ObjectMapper BINDER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
          .addModule(new SimpleModule("enums").setDeserializerModifier(new KebabCaseEnums()))
          .build();

  private ConfigFile() {}

  /** Reads a job's file. */
  public static PipelineConfig read(Path file, UnaryOperator<String> variables)
      throws InvalidConfigException {
    return read(file, Purpose.JOB, variables);
  }

  /**
   * Reads a file.
   *
   * @param purpose says which sections must be there
   * @param variables gives an environment variable's value, or null where it is not set
   * @throws InvalidConfigException with every mistake that can be told from the file alone
   */
  public static PipelineConfig read(Path file, Purpose purpose, UnaryOperator<String> variables)
      throws InvalidConfigException {
    String yaml;
    try {
      yaml = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new InvalidConfigException(List.of("there is no such configuration: file=" + file));
    } catch (CharacterCodingException e) {
      throw new InvalidConfigException(
          List.of("the configuration is not UTF-8: save it as UTF-8: file=" + file));
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a directory" : e.toString();
      throw new InvalidConfigException(
          List.of("the configuration cannot be read: file=" + file + ", reason=" + reason));
    }
    return parse(yaml, file.getFileName().toString(), purpose, variables);
  }

  /** Reads the text of a job's configuration. */
  public static PipelineConfig parse(String yaml, String fileName, UnaryOperator<String> variables)
      throws InvalidConfigException {
    return parse(yaml, fileName, Purpose.JOB, variables);
  }

  /**
   * Reads a text.
   *
   * @param fileName stands before every mistake
   * @param purpose says which sections must be there
   * @param variables gives an environment variable's value, or null where it is not set
   */
  public static PipelineConfig parse(
      String yaml, String fileName, Purpose purpose, UnaryOperator<String> variables)
      throws InvalidConfigException {
    JsonNode written = YamlTree.read(yaml, fileName);
    Mistakes mistakes = new Mistakes(fileName);
    JsonNode resolved = new Environment(variables).resolve(written, mistakes);
    SchemaProblems problems = new SchemaProblems(written, mistakes);
    SCHEMAS.get(purpose).validate(resolved).forEach(problems::add);
    if (!mistakes.isEmpty()) {
      throw new InvalidConfigException(mistakes.lines());
    }
    try {
      return BINDER.treeToValue(resolved, PipelineConfig.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema lets through what the records do not take", e);
    }
  }

  private static Schema schema(Purpose purpose) {
    ObjectNode tree = SCHEMA_TREE.deepCopy();
    Iterator<JsonNode> required = tree.withArray("required").elements();
    while (required.hasNext()) {
      if (purpose.doesWithout(required.next().textValue())) {
        required.remove();
      }
    }
    SchemaRegistryConfig paths = SchemaRegistryConfig.builder().pathType(PathType.LEGACY).build();
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, b -> b.schemaRegistryConfig(paths))
        .getSchema(tree);
  }

  private static JsonNode schemaTree() {
    try (InputStream json = ConfigFile.class.getResourceAsStream("pipeline.schema.json")) {
      return new JsonMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
