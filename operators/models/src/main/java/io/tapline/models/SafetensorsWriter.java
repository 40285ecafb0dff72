/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.convolution.Network;
import io.tapline.convolution.NetworkLayer;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.DepthwiseConvolution;
import io.tapline.convolution.layer.Weights;
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

  static byte[] write(Network network) {
    SafetensorsWriter writer = new SafetensorsWriter();
    network.layers().forEach(writer::add);
    return writer.bytes();
  }

  private void add(NetworkLayer place) {
    String name = place.layer().name();
    if (place.layer() instanceof Convolution layer) {
      int groupInputs = place.inputChannels() / layer.groups();
      add(name + ".kernel", layer.kernel(), layer.kernelSize(), groupInputs, layer.filters());
      add(name + ".bias", layer.bias(), layer.filters());
    } else if (place.layer() instanceof DepthwiseConvolution layer) {
      int inputs = place.inputChannels();
      add(name + ".kernel", layer.kernel(), layer.kernelSize(), inputs, layer.depthMultiplier());
      add(name + ".bias", layer.bias(), place.outputChannels());
    } else if (place.layer() instanceof BatchNormalization layer) {
      add(name + ".gamma", layer.gamma(), place.inputChannels());
      add(name + ".beta", layer.beta(), place.inputChannels());
      add(name + ".mean", layer.mean(), place.inputChannels());
      add(name + ".variance", layer.variance(), place.inputChannels());
    }
  }

  private void add(String name, Weights weights, int... shape) {
    if (weights.isEmpty()) {
      return;
    }
    ObjectNode tensor = header.putObject(name).put("dtype", "F32");
    ArrayNode sizes = tensor.putArray("shape");
    for (int size : shape) {
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
