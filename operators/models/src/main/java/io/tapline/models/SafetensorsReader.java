/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors: 8 bytes with the header's length (little-endian), the header in JSON, then the
 * values of all tensors without holes or overlaps (https://github.com/huggingface/safetensors,
 * "Format"). Of the types only F32 is taken.
 *
 * <p>Every size is checked against the bytes that are there before anything of that size is made.
 */
final class SafetensorsReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int LENGTH_BYTES = Long.BYTES;

  private record Extent(String name, long begin, long end) {}

  private final List<String> problems;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Extent> extents = new ArrayList<>();
  private final List<Extent> beyondTheEnd = new ArrayList<>();
  private ByteBuffer data = ByteBuffer.allocate(0);

  private SafetensorsReader(List<String> problems) {
    this.problems = problems;
  }

  /** The tensors by name; without those at fault, for which problems are added. */
  static Map<String, Tensor> read(byte[] file, List<String> problems) {
    SafetensorsReader reader = new SafetensorsReader(problems);
    JsonNode header = reader.header(file);
    header
        .fields()
        .forEachRemaining(
            entry -> {
              if (!entry.getKey().equals("__metadata__")) {
                reader.add(entry.getKey(), entry.getValue());
              }
            });
    reader.checkExtents();
    return reader.tensors;
  }

  private JsonNode header(byte[] file) {
    JsonNode nothing = JSON.createObjectNode();
    if (file.length < LENGTH_BYTES) {
      problems.add("weights are cut short: expected bytes=at least 8, got=" + file.length);
      return nothing;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.getLong();
    if (length < 0 || length > bytes.remaining()) {
      problems.add(
          "weights are cut short or no safetensors, the header is longer than the file: header bytes="
              + Long.toUnsignedString(length)
              + ", bytes there="
              + bytes.remaining());
      return nothing;
    }
    data = bytes.slice(LENGTH_BYTES + (int) length, bytes.remaining() - (int) length);
    data.order(ByteOrder.LITTLE_ENDIAN);
    try {
      JsonNode header = JSON.readTree(file, LENGTH_BYTES, (int) length);
      if (header.isObject()) {
        return header;
      }
      problems.add("header of the weights must be a JSON object: got=" + header.getNodeType());
    } catch (JsonProcessingException e) {
      problems.add("header of the weights is no JSON: " + Yaml.oneLine(e));
    } catch (IOException e) {
      problems.add("header of the weights is no JSON: " + e.getMessage());
    }
    return nothing;
  }

  private void add(String name, JsonNode tensor) {
    Entries entries = new Entries(tensor, "tensor=" + name, problems);
    List<Long> shape = sizes(tensor.path("shape"));
    List<Long> offsets = sizes(tensor.path("data_offsets"));
    if (shape == null || offsets == null || offsets.size() != 2) {
      entries.problem("tensor needs a shape and two data_offsets of whole numbers", tensor);
      return;
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (begin > end) {
      entries.problem("tensor ends before it begins", begin + " to " + end);
      return;
    }
    if (end > data.capacity()) {
      beyondTheEnd.add(new Extent(name, begin, end));
      return;
    }
    extents.add(new Extent(name, begin, end));
    if (!tensor.path("dtype").asText().equals("F32")) {
      entries.problem("tensor type is not supported, write F32", tensor.path("dtype"));
      return;
    }
    double bytes = Float.BYTES;
    for (long size : shape) {
      bytes *= size;
    }
    if (bytes != end - begin) {
      entries.problem("tensor's bytes do not fit its shape " + shape, end - begin + " bytes");
      return;
    }
    ByteBuffer values = data.slice((int) begin, (int) (end - begin)).order(ByteOrder.LITTLE_ENDIAN);
    tensors.put(name, new Tensor(shape, values.asFloatBuffer()));
  }

  /**
   * Tensors must lie one behind the other and fill the file, so that nothing is hidden and nothing
   * is read twice.
   */
  private void checkExtents() {
    if (!beyondTheEnd.isEmpty()) {
      problems.add(
          "weights are cut short, copy the file again: expected bytes of tensors="
              + beyondTheEnd.stream().mapToLong(Extent::end).max().getAsLong()
              + ", got="
              + data.capacity()
              + ", tensors beyond the end="
              + beyondTheEnd.stream().map(Extent::name).toList());
    }
    if (!problems.isEmpty()) {
      return;
    }
    extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
    long filled = 0;
    for (Extent extent : extents) {
      if (extent.begin() != filled) {
        problems.add(
            "tensors must lie behind each other without holes: tensor="
                + extent.name()
                + ", expected offset="
                + filled
                + ", got="
                + extent.begin());
        return;
      }
      filled = extent.end();
    }
    if (filled != data.capacity()) {
      problems.add(
          "weights have bytes that belong to no tensor: expected bytes="
              + filled
              + ", got="
              + data.capacity());
    }
  }

  /** Null unless it is a list of whole numbers from 0. */
  private static List<Long> sizes(JsonNode list) {
    if (!list.isArray()) {
      return null;
    }
    List<Long> sizes = new ArrayList<>();
    for (JsonNode size : list) {
      if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
        return null;
      }
      sizes.add(size.longValue());
    }
    return sizes;
  }
}
