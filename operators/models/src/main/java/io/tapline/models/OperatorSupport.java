/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.util.Objects;

/**
 * What becomes of an operator or layer of a model file.
 *
 * @param name as the file's format calls it
 * @param versions versions of the format that have it
 * @param stream whether it runs on a stream, and under which condition; empty where it is refused
 * @param window whether it runs for each window, and under which condition; empty where it is
 *     refused
 * @param note what is taken of it; why it is refused, where it is
 */
public record OperatorSupport(
    String name, String versions, String stream, String window, String note) {

  public OperatorSupport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(note, "note");
  }

  /** One that no network may have. */
  public static OperatorSupport refused(String name, String versions, String reason) {
    return new OperatorSupport(name, versions, "", "", reason);
  }

  public boolean isRefused() {
    return stream.isEmpty() && window.isEmpty();
  }
}
