/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.ReadLimit;
import io.tapline.models.onnx.model.ElementBudget;
import io.tapline.models.onnx.model.ExternalData;
import io.tapline.models.onnx.model.OnnxGraph;
import io.tapline.models.onnx.model.OnnxGraphReader;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.model.TensorReader;
import io.tapline.models.onnx.model.WireBounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads networks from ONNX files, opsets 6 to 28, as PyTorch and Keras export them: [N, C, T] and
 * [N, T, C], 1-D convolutions written as 2-D ones, causal padding by pads and slices, shapes and
 * weights computed in the graph.
 */
public final class OnnxFile {
  private static final long LARGEST_FILE = 1L << 26;

  private OnnxFile() {}

  /** Reads a network within the usual limit. */
  public static ImportedNetwork read(Path file, ModelInput known) throws IOException {
    return read(file, known, ReadLimit.USUAL);
  }

  /**
   * Reads a network. Weights beside the file are read from its folder only.
   *
   * @param known what is known of the input besides the file
   * @param limit how much the file may take
   * @throws InvalidModelException if it is no model that can stream, with a line for each node at
   *     fault: which, why, and what would help
   * @throws IOException if the file cannot be read
   */
  public static ImportedNetwork read(Path file, ModelInput known, ReadLimit limit)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(List.of("model file is not there: file=" + file));
    }
    int largest = limit.scaledBytes(LARGEST_FILE);
    if (Files.size(file) > largest) {
      throw new InvalidModelException(
          List.of(
              String.format(
                  "model is too large, %s: file=%s, maximum bytes=%d, got=%d",
                  ReadLimit.RAISE, file, largest, Files.size(file))));
    }
    OnnxModel model =
        parse(Files.readAllBytes(file), file.toAbsolutePath().getParent(), known, limit);
    return new ImportedNetwork(model.network(), model.inputFrames());
  }

  /** Reads a network from a file's bytes within the usual limit. */
  static OnnxModel parse(byte[] bytes, Path folder, ModelInput known) throws InvalidModelException {
    return parse(bytes, folder, known, ReadLimit.USUAL);
  }

  /**
   * Reads a network from a file's bytes.
   *
   * @param folder where weights may lie beside the file
   */
  static OnnxModel parse(byte[] bytes, Path folder, ModelInput known, ReadLimit limit)
      throws InvalidModelException {
    List<String> problems = new ArrayList<>();
    try {
      WireBounds.check(ByteBuffer.wrap(bytes), limit);
      CodedInputStream input = CodedInputStream.newInstance(ByteBuffer.wrap(bytes));
      input.enableAliasing(true); // tensors stay where they are in the file
      ModelProto model = ModelProto.parseFrom(input);
      TensorReader tensors = new TensorReader(new ExternalData(folder), new ElementBudget(limit));
      OnnxGraph graph = OnnxGraphReader.read(model, tensors, problems);
      if (problems.isEmpty()) {
        return OnnxModel.of(graph, tensors, known);
      }
    } catch (InvalidProtocolBufferException e) {
      problems.add("file is no ONNX model, or ends early: " + e.getMessage());
    } catch (InvalidModelException e) {
      problems.addAll(e.problems());
    } catch (IOException e) {
      problems.add("file is no ONNX model: " + e.getMessage());
    } catch (Refusal e) {
      problems.add(e.getMessage());
    }
    throw new InvalidModelException(problems);
  }
}
