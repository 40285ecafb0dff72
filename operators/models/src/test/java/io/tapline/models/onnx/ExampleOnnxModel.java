/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.realOf;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The model and the frames in deploy/examples/onnx: a residual temporal convolutional network after
 * Bai, Kolter and Koltun, "An Empirical Evaluation of Generic Convolutional and Recurrent Networks
 * for Sequence Modeling" (2018), as PyTorch's exporter writes it, with seeded weights. It takes [N,
 * 6, T], of any N and T.
 */
final class ExampleOnnxModel {
  static final List<String> CHANNELS =
      List.of("acc.x", "acc.y", "acc.z", "gyro.x", "gyro.y", "gyro.z");
  static final int FRAMES = 200;

  private static final int FILTERS = 8;
  private static final int CLASSES = 4;
  private static final int KERNEL_SIZE = 3;

  private final OnnxModels model =
      OnnxModels.model().opset(17).input("frames", ANY, CHANNELS.size(), ANY).output("scores");
  private final SplittableRandom random = new SplittableRandom(7);

  private ExampleOnnxModel() {}

  static byte[] bytes() {
    ExampleOnnxModel example = new ExampleOnnxModel();
    String first = example.block("blocks.0", "frames", CHANNELS.size(), 1);
    String second = example.block("blocks.1", first, FILTERS, 2);
    example.convolution("head", second, "scores", FILTERS, CLASSES, 1, 0, 1);
    return example.model.bytes();
  }

  /** Two causal convolutions, and their input added to what they give. */
  private String block(String name, String input, int channels, int dilation) {
    String half = causal(name, 1, input, channels, dilation);
    String whole = causal(name, 2, half, FILTERS, dilation);
    String shortcut = input;
    if (channels != FILTERS) {
      shortcut = output(name + "/shortcut", "Conv");
      convolution(name + "/shortcut", input, shortcut, channels, FILTERS, 1, 0, 1);
    }
    String sum = output(name, "Add");
    node(name, "Add", sum, List.of(whole, shortcut));
    return relu(name + "/relu", sum);
  }

  /** PyTorch pads both sides alike, so that the right end must be chopped off to be causal. */
  private String causal(String block, int number, String input, int channels, int dilation) {
    int reach = (KERNEL_SIZE - 1) * dilation;
    String convolution = block + "/conv" + number;
    String padded = output(convolution, "Conv");
    convolution(convolution, input, padded, channels, FILTERS, KERNEL_SIZE, reach, dilation);
    String chopped = chopped(block + "/chomp" + number, padded, reach);
    return relu(block + "/relu" + number, normalized(block + "/bn" + number, chopped));
  }

  private String chopped(String name, String input, int frames) {
    String output = output(name, "Slice");
    node(
        name,
        "Slice",
        output,
        List.of(
            input,
            constant(name, 0, 0),
            constant(name, 1, -frames),
            constant(name, 2, 2),
            constant(name, 3, 1)));
    return output;
  }

  private void convolution(
      String name,
      String input,
      String output,
      int channels,
      int filters,
      int kernelSize,
      int padding,
      int dilation) {
    double limit = Math.sqrt(6.0 / (channels * kernelSize));
    String weight = uniform(name, "weight", -limit, limit, filters, channels, kernelSize);
    String bias = uniform(name, "bias", -0.1, 0.1, filters);
    node(
        name,
        "Conv",
        output,
        List.of(input, weight, bias),
        ints("dilations", dilation),
        integerOf("group", 1),
        ints("kernel_shape", kernelSize),
        ints("pads", padding, padding),
        ints("strides", 1));
  }

  private String normalized(String name, String input) {
    String weight = uniform(name, "weight", 0.5, 1.5, FILTERS);
    String bias = uniform(name, "bias", -0.5, 0.5, FILTERS);
    String mean = uniform(name, "running_mean", -0.5, 0.5, FILTERS);
    String variance = uniform(name, "running_var", 0.5, 1.5, FILTERS);
    String output = output(name, "BatchNormalization");
    node(
        name,
        "BatchNormalization",
        output,
        List.of(input, weight, bias, mean, variance),
        realOf("epsilon", 1e-5f),
        realOf("momentum", 0.9f),
        integerOf("training_mode", 0));
    return output;
  }

  private String relu(String name, String input) {
    String output = output(name, "Relu");
    node(name, "Relu", output, List.of(input));
    return output;
  }

  private String constant(String name, int number, long value) {
    String output = output(name, "Constant_" + number);
    AttributeProto values = OnnxModels.value(OnnxModels.integerTensor("", value));
    node(name + "/Constant_" + number, "Constant", output, List.of(), values);
    return output;
  }

  private void node(
      String name, String op, String output, List<String> inputs, AttributeProto... attributes) {
    model.node(
        NodeProto.newBuilder()
            .setOpType(op)
            .setName("/" + name + "/" + op)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(Arrays.asList(attributes))
            .build());
  }

  private static String output(String name, String op) {
    return "/" + name + "/" + op + "_output_0";
  }

  private String uniform(String module, String parameter, double from, double to, long... shape) {
    String name = module.replace('/', '.') + "." + parameter;
    double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (from + (to - from) * random.nextDouble());
    }
    model.tensor(Tensors.raw(name, 1, shape, values));
    return name;
  }

  /** Each channel a sine of its own, and noise. */
  static String frames() {
    SplittableRandom noise = new SplittableRandom(8);
    StringBuilder csv = new StringBuilder(String.join(",", CHANNELS)).append('\n');
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int channel = 0; channel < CHANNELS.size(); channel++) {
        double sine = StrictMath.sin(2 * Math.PI * frame / (12 + 7 * channel));
        csv.append(channel == 0 ? "" : ",")
            .append(String.format(Locale.ROOT, "%.3f", sine + 0.2 * (noise.nextDouble() - 0.5)));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  static void write(Path folder) throws IOException {
    Files.write(folder.resolve("motion-tcn.onnx"), bytes());
    Files.writeString(folder.resolve("frames.csv"), frames());
  }
}
