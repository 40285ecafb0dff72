/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.utils.JsonNodes;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tells where in the file a value stands, as {@code pipeline.yaml:12: channels[2].max-age: }. */
final class Places {

  private final String file;
  private final Deque<String> path = new ArrayDeque<>();

  Places(String file) {
    this.file = file;
  }

  void enter(String key) {
    path.addLast(path.isEmpty() ? key : "." + key);
  }

  void enter(int index) {
    path.addLast("[" + index + "]");
  }

  void leave() {
    path.removeLast();
  }

  /** The place that was entered last. */
  String here(JsonNode node) {
    return of(node, String.join("", path));
  }

  /** The place of a node, by its path. */
  String of(JsonNode node, String path) {
    JsonLocation location = node == null ? null : JsonNodes.tokenStreamLocationOf(node);
    String line = location == null ? "" : ":" + location.getLineNr();
    return file + line + ": " + (path.isEmpty() ? "" : path + ": ");
  }
}
