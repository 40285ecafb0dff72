/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.serialization.node.TokenStreamLocationAware;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The mistakes of one file, a line each in the order of the file, as {@code pipeline.yaml:12:
 * channels[2].max-age: not a duration …}.
 */
final class Mistakes {

  private record Mistake(int line, int column, String path, String what) {}

  private final String file;
  private final List<Mistake> mistakes = new ArrayList<>();

  Mistakes(String file) {
    this.file = file;
  }

  /**
   * @param node what is at fault, as the file has it; null where that cannot be told
   * @param path the keys that lead to it; empty for the whole file
   */
  void add(JsonNode node, String path, String what) {
    boolean placed = node instanceof TokenStreamLocationAware;
    JsonLocation at =
        placed ? ((TokenStreamLocationAware) node).tokenStreamLocation() : JsonLocation.NA;
    mistakes.add(new Mistake(at.getLineNr(), at.getColumnNr(), path, what));
  }

  /** Whether something was told of the value of a path. */
  boolean isTold(String path) {
    return mistakes.stream().anyMatch(mistake -> mistake.path().equals(path));
  }

  boolean isEmpty() {
    return mistakes.isEmpty();
  }

  List<String> lines() {
    return mistakes.stream()
        .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
        .map(this::line)
        .toList();
  }

  private String line(Mistake mistake) {
    String line = mistake.line() > 0 ? ":" + mistake.line() : "";
    String path = mistake.path().isEmpty() ? "" : mistake.path() + ": ";
    // Keys and values may hold line breaks; a mistake is one line.
    return (file + line + ": " + path + mistake.what()).replaceAll("\\p{Cntrl}+", " ");
  }
}
