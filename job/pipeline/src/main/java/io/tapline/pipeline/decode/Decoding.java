/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How records become readings, checked: what decoding tasks are sent.
 *
 * @param topics by name; a topic that is not among them holds Tapline's own Avro
 * @param devicePattern what a device's whole name must match; null where any will do
 * @param registry null where no topic asks for one
 * @param partitionedByDevice the topics of which each device has one partition, whatever the keys
 */
public record Decoding(
    Map<String, TopicDecoding> topics,
    String devicePattern,
    RegistryAccess registry,
    Set<String> partitionedByDevice)
    implements Serializable {

  /** Tapline's own Avro in all topics. */
  public static final Decoding OWN_AVRO = new Decoding(Map.of(), null, null, Set.of());

  public Decoding {
    topics = Map.copyOf(topics);
    partitionedByDevice = Set.copyOf(partitionedByDevice);
  }

  /** The topics whose records' keys are asked for. */
  public Set<String> keyed() {
    return topics.entrySet().stream()
        .filter(topic -> topic.getValue().mapping().needsKey())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * The decoding of records under other names than their topics'.
   *
   * @param topicByName what is named so is decoded as that topic; all else is Tapline's own Avro
   */
  public Decoding under(Map<String, String> topicByName) {
    Map<String, TopicDecoding> named = new HashMap<>();
    topicByName.forEach(
        (name, topic) -> {
          if (topics.containsKey(topic)) {
            named.put(name, topics.get(topic));
          }
        });
    return new Decoding(named, devicePattern, registry, Set.of());
  }
}
