/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.NetworkGraph.Node;
import io.tapline.network.layer.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the weights of a network as safetensors: tensors in the order of the layers, values
 * aligned to 8 bytes.
 */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private final ObjectNode header = JsonNodeFactory.instance.objectNode();
  private final List<Weights> tensors = new ArrayList<>();
  private int dataBytes;

  private SafetensorsWriter() {}

  static byte[] write(NetworkGraph graph) {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (Node node : LayerOrder.of(graph)) {
      for (LayerDescription.Part part : LayerWriter.describe(node.layer()).tensors()) {
        writer.add(node.layer().name() + "." + part.what(), part.weights(), part.shape());
      }
    }
    return writer.bytes();
  }

  private void add(String name, Weights weights, long[] shape) {
    ObjectNode tensor = header.putObject(name).put("dtype", "F32");
    ArrayNode sizes = tensor.putArray("shape");
    for (long size : shape) {
      sizes.add(size);
    }
    int end = Math.addExact(dataBytes, Math.multiplyExact(weights.size(), Float.BYTES));
    tensor.putArray("data_offsets").add(dataBytes).add(end);
    dataBytes = end;
    tensors.add(weights);
  }

  private byte[] bytes() {
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    int headerBytes = json.length + padding;
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(Long.BYTES + headerBytes, dataBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(headerBytes).put(json).put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
    for (Weights weights : tensors) {
      for (int i = 0; i < weights.size(); i++) {
        file.putFloat(weights.get(i));
      }
    }
    return file.array();
  }
}
