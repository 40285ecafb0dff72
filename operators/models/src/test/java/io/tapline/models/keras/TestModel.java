/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A model as Keras would write it. Configurations are JSON in which quotes may be left out or
 * single; weights have the values that {@link #value} gives for their names.
 */
final class TestModel {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  /**
   * A weight: its path, and its shape.
   *
   * @param part where .keras files have the part of the layer that it belongs to; empty for itself
   * @param name its name in .h5 files, with those of the parts on the way
   */
  record Weight(String part, String name, int... shape) {
    /** The same weight, of a part of the layer. */
    Weight of(String newPart, String way) {
      return new Weight(newPart, way + "/" + name, shape);
    }
  }

  private record TestLayer(ObjectNode entry, List<Weight> weights, TestModel inner) {
    String name() {
      return entry.path("config").path("name").asText();
    }

    String type() {
      return entry.path("class_name").asText();
    }
  }

  private final ObjectNode entry;
  private final List<TestLayer> layers = new ArrayList<>();
  private String version = "3.11.3";

  private TestModel(String type, String name) {
    entry = JSON.createObjectNode().put("class_name", type);
    entry.putObject("config").put("name", name).putArray("layers");
  }

  static TestModel sequential(String name) {
    return new TestModel("Sequential", name);
  }

  /** A functional model; {@code inputs} and {@code outputs} are JSON lists of tensors. */
  static TestModel functional(String name, String inputs, String outputs) {
    TestModel model = new TestModel("Functional", name);
    ((ObjectNode) model.entry.get("config"))
        .<ObjectNode>set("input_layers", json(inputs))
        .set("output_layers", json(outputs));
    return model;
  }

  TestModel version(String newVersion) {
    version = newVersion;
    return this;
  }

  TestModel input(String name, String batchShape) {
    return layer("InputLayer", name, "batch_shape: " + batchShape);
  }

  /** A layer of a Sequential model. */
  TestModel layer(String type, String name, String arguments, Weight... weights) {
    return layer(type, name, arguments, "", weights);
  }

  /** A layer of a functional model, with what it reads. */
  TestModel layer(
      String type, String name, String arguments, String inboundNodes, Weight... weights) {
    ObjectNode layer = JSON.createObjectNode().put("class_name", type);
    ObjectNode config = layer.putObject("config").put("name", name);
    config.setAll((ObjectNode) json("{" + arguments + "}"));
    return add(new TestLayer(layer, List.of(weights), null), inboundNodes);
  }

  /** A model as a layer. */
  TestModel model(TestModel inner, String inboundNodes) {
    return add(new TestLayer(inner.entry, List.of(), inner), inboundNodes);
  }

  private TestModel add(TestLayer layer, String inboundNodes) {
    if (!inboundNodes.isEmpty()) {
      layer.entry().set("inbound_nodes", json(inboundNodes));
    }
    ((ArrayNode) entry.get("config").get("layers")).add(layer.entry());
    layers.add(layer);
    return this;
  }

  /** Changes what the last layer says beside its arguments. */
  TestModel with(String key, String value) {
    layers.get(layers.size() - 1).entry().set(key, json(value));
    return this;
  }

  static Weight weight(String name, int... shape) {
    return new Weight("", name, shape);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model's configuration. */
  String config() {
    return entry.toString();
  }

  /**
   * The values of a weight, row-major: all different, and different for every layer. Those of a
   * part are small, as recurrent layers saturate.
   */
  static float[] values(String layer, Weight weight) {
    int count = 1;
    for (int size : weight.shape()) {
      count *= size;
    }
    CRC32 seed = new CRC32();
    seed.update((layer + "/" + weight.name()).getBytes(StandardCharsets.UTF_8));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float value = (seed.getValue() % 1000) / 1000f + i;
      values[i] = weight.part().isEmpty() ? value : (float) Math.sin(value * 1.7) * 0.6f;
    }
    return values;
  }

  /** Writes it as a whole-model .h5. */
  Path h5(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "model", ".h5");
    return h5(file, config());
  }

  Path h5(Path file, String config) {
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      hdf5.putAttribute("model_config", config);
      hdf5.putAttribute("keras_version", version);
      hdf5.putAttribute("backend", "tensorflow");
      WritableGroup root = hdf5.putGroup("model_weights");
      for (TestLayer layer : layers) {
        Map<String, Object> weights = new LinkedHashMap<>();
        collect(layer, "", weights);
        // Groups without datasets would be lost: the library writes its own mark over the last one.
        if (!weights.isEmpty()) {
          WritableGroup group = root.putGroup(layer.name());
          group.putAttribute("weight_names", weights.keySet().toArray(String[]::new));
          put(group, weights);
        }
      }
    }
    return file;
  }

  private static void collect(TestLayer layer, String path, Map<String, Object> weights) {
    String here = path + layer.name();
    for (Weight weight : layer.weights()) {
      weights.put(here + "/" + weight.name() + ":0", array(layer.name(), weight));
    }
    if (layer.inner() != null) {
      for (TestLayer inner : layer.inner().layers) {
        collect(inner, here + "/", weights);
      }
    }
  }

  private static void put(WritableGroup root, Map<String, Object> weights) {
    Map<String, WritableGroup> groups = new HashMap<>();
    weights.forEach(
        (path, values) -> {
          WritableGroup group = root;
          String[] names = path.split("/");
          StringBuilder way = new StringBuilder();
          for (int i = 0; i < names.length - 1; i++) {
            way.append('/').append(names[i]);
            WritableGroup parent = group;
            String name = names[i];
            group = groups.computeIfAbsent(way.toString(), key -> parent.putGroup(name));
          }
          group.putDataset(names[names.length - 1], values);
        });
  }

  /** Writes it as a .keras archive. */
  Path keras(Path folder) throws IOException {
    Path weights = Files.createTempFile(folder, "model.weights", ".h5");
    try (WritableHdfFile hdf5 = HdfFile.write(weights)) {
      saveLayers(hdf5.putGroup("layers"));
    }
    return zip(folder, config().getBytes(StandardCharsets.UTF_8), Files.readAllBytes(weights));
  }

  Path zip(Path folder, byte[] config, byte[] weights) throws IOException {
    Path file = Files.createTempFile(folder, "model", ".keras");
    String metadata = "{\"keras_version\": \"" + version + "\"}";
    try (OutputStream stream = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      put(zip, "metadata.json", metadata.getBytes(StandardCharsets.UTF_8));
      put(zip, "config.json", config);
      put(zip, "model.weights.h5", weights);
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private void saveLayers(WritableGroup group) {
    Map<String, Integer> counts = new HashMap<>();
    for (TestLayer layer : layers) {
      String type = SavedWeights.snakeCase(layer.type());
      int before = counts.merge(type, 1, Integer::sum) - 1;
      if (layer.weights().isEmpty() && layer.inner() == null) {
        continue;
      }
      WritableGroup place = group.putGroup(before == 0 ? type : type + "_" + before);
      if (layer.inner() != null) {
        layer.inner().saveLayers(place.putGroup("layers"));
      }
      if (layer.weights().isEmpty()) {
        continue;
      }
      Map<String, Object> variables = new LinkedHashMap<>();
      Map<String, Integer> positions = new HashMap<>();
      for (Weight weight : layer.weights()) {
        boolean wraps = layer.type().equals("TimeDistributed");
        String own = (wraps ? "layer/" : "") + (weight.part().isEmpty() ? "" : weight.part() + "/");
        int position = positions.merge(own, 1, Integer::sum) - 1;
        String way = own + "vars/";
        variables.put(way + position, array(layer.name(), weight));
      }
      put(place, variables);
    }
  }

  static Object array(String layer, Weight weight) {
    Object array = Array.newInstance(float.class, weight.shape());
    fill(array, values(layer, weight), new int[1]);
    return array;
  }

  private static void fill(Object array, float[] values, int[] next) {
    if (array instanceof float[] row) {
      System.arraycopy(values, next[0], row, 0, row.length);
      next[0] += row.length;
    } else {
      for (Object element : (Object[]) array) {
        fill(element, values, next);
      }
    }
  }
}
