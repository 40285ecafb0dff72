/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.serialization.DefaultNodeReader;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads a {@link PipelineConfig} from YAML, and tells all mistakes of the file together. */
public final class ConfigFile {

  private static final Schema SCHEMA = schema();

  private static final NodeReader YAML =
      DefaultNodeReader.builder()
          .yamlMapper(
              YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build())
          .jsonNodeFactoryFactory(LocationJsonNodeFactoryFactory.getInstance())
          .build();

  private static final ObjectMapper BINDER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
          .addModule(new SimpleModule("enums").setDeserializerModifier(new KebabCaseEnums()))
          .build();

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @param variables gives an environment variable's value, or null where it is not set
   * @throws InvalidConfigException with every mistake that can be told from the file alone
   */
  public static PipelineConfig read(Path file, UnaryOperator<String> variables)
      throws InvalidConfigException {
    String yaml;
    try {
      yaml = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new InvalidConfigException(List.of("there is no such configuration: file=" + file));
    } catch (IOException e) {
      throw new InvalidConfigException(
          List.of("the configuration cannot be read: file=" + file + ", " + e));
    }
    return parse(yaml, file.getFileName().toString(), variables);
  }

  /**
   * Reads a text.
   *
   * @param fileName stands before every mistake
   * @param variables gives an environment variable's value, or null where it is not set
   */
  public static PipelineConfig parse(String yaml, String fileName, UnaryOperator<String> variables)
      throws InvalidConfigException {
    Places places = new Places(fileName);
    JsonNode tree = tree(yaml, fileName);
    List<String> problems = new ArrayList<>();
    new Environment(variables).resolve(tree, places, problems);
    for (Error error : SCHEMA.validate(tree)) {
      problems.add(SchemaProblems.describe(error, tree, places));
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    try {
      return BINDER.treeToValue(tree, PipelineConfig.class);
    } catch (JsonProcessingException e) {
      throw new InvalidConfigException(List.of(fileName + ": " + e.getOriginalMessage()));
    }
  }

  private static JsonNode tree(String yaml, String fileName) throws InvalidConfigException {
    try {
      JsonNode tree = YAML.readTree(yaml, InputFormat.YAML);
      if (tree == null || tree.isMissingNode()) {
        throw new InvalidConfigException(List.of(fileName + ": the file is empty"));
      }
      return tree;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String where = line > 0 ? fileName + ":" + line : fileName;
      String what = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidConfigException(List.of(where + ": this is not YAML: " + what));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema() {
    SchemaRegistryConfig paths = SchemaRegistryConfig.builder().pathType(PathType.LEGACY).build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, b -> b.schemaRegistryConfig(paths));
    try (InputStream json = ConfigFile.class.getResourceAsStream("pipeline.schema.json")) {
      return registry.getSchema(json, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
