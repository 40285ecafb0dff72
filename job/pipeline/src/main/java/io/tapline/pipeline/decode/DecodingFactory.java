/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.ChannelConfig;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.InputTopicConfig.Format;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.config.SchemaRegistryConfig;
import io.tapline.schemas.mapping.RecordFormat;
import io.tapline.schemas.mapping.RecordMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * From the words of {@code input} to how its records are decoded, and what is wrong with them, and
 * with those of {@code recordings}.
 */
public final class DecodingFactory {

  private final PipelineConfig config;
  private final Path folder;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, TopicDecoding> decodings = new HashMap<>();

  /**
   * @param folder from which the paths of schema files start
   */
  public DecodingFactory(PipelineConfig config, Path folder) {
    this.config = config;
    this.folder = folder;
  }

  /** One line a mistake, filled by {@link #decoding()}. */
  public List<String> problems() {
    return problems;
  }

  /** The decoding, which means nothing where there are problems. */
  public Decoding decoding() {
    Decoding decoding = config.input() == null ? Decoding.OWN_AVRO : decoding(config.input());
    recordings();
    return decoding;
  }

  private Decoding decoding(InputConfig input) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < input.topics().size(); i++) {
      InputTopicConfig topic = input.topics().get(i);
      Place place = new Place("input.topics[" + i + "]", problems);
      if (!names.add(topic.topic())) {
        place.problem("two topics have one name: topic=" + topic.topic());
      }
      topic(topic, place);
    }
    pattern(input.devicePattern());
    Set<String> byDevice =
        input.topics().stream()
            .filter(InputTopicConfig::isPartitionedByDevice)
            .map(InputTopicConfig::topic)
            .collect(Collectors.toSet());
    return new Decoding(decodings, input.devicePattern(), registry(input), byDevice);
  }

  private void recordings() {
    List<String> topics = config.input() == null ? List.of() : config.input().topicNames();
    for (int i = 0; i < config.recordings().size(); i++) {
      Place place = new Place("recordings[" + i + "]", problems);
      new RecordingCheck(config.recordings().get(i), place).check(measured(), topics);
    }
  }

  private void topic(InputTopicConfig topic, Place place) {
    if (topic.format() == Format.AVRO) {
      ownAvro(topic, place);
      return;
    }
    int before = problems.size();
    RecordFormat format = new FormatFactory(topic, folder, place).format();
    RecordMapping mapping = MappingFactory.ofTopic(topic, measured(), place);
    if (problems.size() == before) {
      new FieldCheck(format, mapping, place).check();
      decodings.put(topic.topic(), new TopicDecoding(format, mapping));
    }
  }

  /** Its records say themselves where everything is. */
  private static void ownAvro(InputTopicConfig topic, Place place) {
    String other = "other formats, Tapline's own says it itself: format=avro";
    place.absent("schema", topic.schema(), other);
    place.absent("columns", topic.columns(), other);
    place.absent("separator", topic.separator(), other);
    place.absent("device", topic.device(), other);
    place.absent("time", topic.time(), other);
    place.absent("rows", topic.rows(), other);
    place.absent("channel", topic.channel(), other);
    place.absent("value", topic.value(), other);
    place.absent("values", topic.values(), other);
  }

  private Set<String> measured() {
    return config.channels().stream()
        .filter(channel -> !channel.isDerived())
        .map(ChannelConfig::name)
        .collect(Collectors.toSet());
  }

  private void pattern(String devices) {
    try {
      if (devices != null) {
        Pattern.compile(devices);
      }
    } catch (PatternSyntaxException e) {
      problems.add(
          "input.device-pattern: not a regular expression: reason=%s, position=%d, value=%s"
              .formatted(e.getDescription(), e.getIndex() + 1, devices));
    }
  }

  private RegistryAccess registry(InputConfig input) {
    SchemaRegistryConfig registry = input.schemaRegistry();
    Place place = new Place("input.schema-registry", problems);
    if (registry == null) {
      if (input.topics().stream().anyMatch(topic -> topic.format() == Format.CONFLUENT_AVRO)) {
        place.problem("which registry? format confluent-avro needs one: give its url");
      }
      return null;
    }
    if ((registry.user() == null) != (registry.password() == null)) {
      place.problem("user and password go together: one of them is missing");
    }
    checkUrl(registry.url(), place.at("url"));
    registry.headers().forEach((name, value) -> checkHeader(name, value, place.at("headers")));
    return RegistryAccess.of(registry);
  }

  /** The text is not repeated: it may hold a password where none should be. */
  private static void checkUrl(String text, Place place) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!http || url.getHost() == null) {
        place.problem("not the address of a registry, such as https://registry:8081");
      } else if (url.getRawUserInfo() != null) {
        place.problem("no place for a password: give user and password as keys of their own");
      } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
        place.problem("ends with a path at most: remove what starts with ? or #");
      }
    } catch (URISyntaxException e) {
      place.problem("not an address: reason=" + e.getReason());
    }
  }

  private static void checkHeader(String name, String value, Place place) {
    try {
      java.net.http.HttpRequest.newBuilder().header(name, value);
    } catch (IllegalArgumentException e) {
      place.problem("not a header that can be sent: name=" + name);
    }
  }
}
