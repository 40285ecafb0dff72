/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads one YAML document into a tree. */
final class Yaml {
  /** More bytes than any topology has whose layers are of a number and names of a usual length. */
  static final int LARGEST_FILE = 1 << 23;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(YAMLFactory.builder().loaderOptions(loaderOptions()).build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Yaml() {}

  private static LoaderOptions loaderOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST_FILE);
    return options;
  }

  /** The document's root object; one without entries, and a problem, if there is none. */
  static JsonNode read(byte[] file, List<String> problems) {
    if (file.length > LARGEST_FILE) {
      problems.add("topology is too large: maximum bytes=" + LARGEST_FILE + ", got=" + file.length);
      return MAPPER.createObjectNode();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      JsonNode root = MAPPER.readTree(text);
      if (root.isObject()) {
        return root;
      }
      problems.add("topology must be an object of keys and values: got=" + root.getNodeType());
    } catch (CharacterCodingException e) {
      problems.add("topology is no UTF-8 text: save it as UTF-8");
    } catch (JsonProcessingException e) {
      problems.add("topology is no YAML: " + oneLine(e));
    }
    return MAPPER.createObjectNode();
  }

  /** What a parser found, and where, in one line. */
  static String oneLine(JsonProcessingException e) {
    String what = e.getOriginalMessage().lines().findFirst().orElse("").strip();
    return e.getLocation() == null
        ? what
        : what
            + ": line="
            + e.getLocation().getLineNr()
            + ", column="
            + e.getLocation().getColumnNr();
  }
}
