/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Tensors' bytes in files beside the model: in its folder or below, and links too. */
public final class ExternalData {
  private final Path folder;

  /**
   * @param folder the folder of the model
   */
  public ExternalData(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The bytes of a tensor that is stored apart, which must be {@code expected} many. */
  ByteBuffer read(TensorProto tensor, long expected) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    String location = entries.getOrDefault("location", "");
    long offset = number(entries, "offset", 0);
    long length = number(entries, "length", expected);
    if (length != expected) {
      throw new Refusal(
          "external data has another length than its shape: location=%s, expected=%d, got=%d",
          location, expected, length);
    }
    try {
      Path file = inside(location);
      try (FileChannel channel = FileChannel.open(file)) {
        if (offset > channel.size() - length) {
          throw new Refusal(
              "external data ends early: location=%s, offset=%d, length=%d, got=%d",
              location, offset, length, channel.size());
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        while (bytes.hasRemaining()) {
          if (channel.read(bytes, offset + bytes.position()) < 0) {
            throw new EOFException();
          }
        }
        return bytes.flip();
      }
    } catch (IOException e) {
      throw new Refusal(
          "external data cannot be read: location=%s, cause=%s",
          location, e.getClass().getSimpleName());
    }
  }

  private Path inside(String location) throws IOException {
    Path file;
    try {
      file = folder.resolve(location).normalize();
    } catch (InvalidPathException e) {
      throw new Refusal("external data has no path: location=%s", location);
    }
    if (location.isEmpty() || Path.of(location).isAbsolute() || !file.startsWith(folder)) {
      throw new Refusal("external data must lie in the model's folder: location=%s", location);
    }
    if (!Files.isRegularFile(file)) {
      throw new Refusal("external data is not there: location=%s, folder=%s", location, folder);
    }
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw new Refusal(
          "external data must lie in the model's folder, and links too: location=%s", location);
    }
    return file;
  }

  private static long number(Map<String, String> entries, String key, long absent) {
    String text = entries.get(key);
    if (text == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as a negative number is.
    }
    throw new Refusal("external data needs a number: %s=%s", key, text);
  }
}
