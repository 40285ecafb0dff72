/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import java.io.Serializable;
import java.util.Map;

/**
 * How records become readings, checked: what decoding tasks are sent.
 *
 * @param topics by name; a topic that is not among them holds Tapline's own Avro
 * @param devicePattern what a device's whole name must match; null where any will do
 * @param registry null where no topic asks for one
 */
public record Decoding(
    Map<String, TopicDecoding> topics, String devicePattern, RegistryAccess registry)
    implements Serializable {

  /** Tapline's own Avro in all topics. */
  public static final Decoding OWN_AVRO = new Decoding(Map.of(), null, null);

  public Decoding {
    topics = Map.copyOf(topics);
  }
}
