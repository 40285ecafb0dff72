/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads a YAML text into a tree whose nodes know their lines. */
final class YamlTree {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final String yaml;
  private final String fileName;

  private YamlTree(String yaml, String fileName) {
    this.yaml = yaml;
    this.fileName = fileName;
  }

  static JsonNode read(String yaml, String fileName) throws InvalidConfigException {
    return new YamlTree(yaml, fileName).read();
  }

  private JsonNode read() throws InvalidConfigException {
    try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
      ObjectReader reader =
          YAML.reader(LocationJsonNodeFactoryFactory.getInstance().getJsonNodeFactory(parser));
      JsonNode tree = reader.readTree(parser);
      if (tree == null || tree.isMissingNode()) {
        throw invalid(0, "the file is empty");
      }
      if (parser.nextToken() != null) {
        throw invalid(
            parser.currentTokenLocation().getLineNr(),
            "a second document begins: a pipeline is one document");
      }
      refuseWhatATreeWouldMisread();
      return tree;
    } catch (JsonProcessingException e) {
      throw invalid(lineOf(e), "this is not YAML that can be read: " + reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A tree would have an alias as the text of its name, which may well pass for a value, and a
   * number beyond 64 bits as infinity.
   */
  private void refuseWhatATreeWouldMisread() throws InvalidConfigException, IOException {
    try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.isCurrentAlias()) {
          throw invalid(
              line, "aliases are not resolved: write the value itself: alias=*" + parser.getText());
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
          throw invalid(line, "not a finite number: value=" + parser.getText());
        }
      }
    }
  }

  /** What the parser says, without the excerpts of the file that it indents. */
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }

  /** Where the text goes wrong, which may be lines after the last token that was read. */
  private static int lineOf(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return marked.getProblemMark().getLine() + 1;
    }
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  private InvalidConfigException invalid(int line, String what) {
    String where = line > 0 ? fileName + ":" + line : fileName;
    return new InvalidConfigException(List.of(where + ": " + what));
  }
}
