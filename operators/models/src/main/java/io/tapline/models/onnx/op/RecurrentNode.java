/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Rearranging;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.layer.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A recurrent node: what it reads, in which directions, and the tensors that it gives.
 *
 * <p>The sequence of a layer that goes backwards is that of the frames turned round, and turned
 * round again; its last state is that behind the first frame.
 *
 * @param in the node
 * @param input frames in the order of the file
 * @param directions 1, or 2 where it goes forwards and backwards
 */
record RecurrentNode(NodeImport in, Stream input, int directions) {
  private static final int CELL_OUTPUT = 2;

  static RecurrentNode of(NodeImport in) {
    Stream input = in.stream(0);
    String direction = in.node().text("direction", "forward");
    if (!direction.equals("forward")
        && !direction.equals("reverse")
        && !direction.equals("bidirectional")) {
      throw new Refusal("direction is not known: direction=%s", direction);
    }
    RecurrentNode node = new RecurrentNode(in, input, direction.equals("bidirectional") ? 2 : 1);
    node.requireAxes();
    node.requireWholeSequences();
    return node;
  }

  private boolean batchFirst() {
    return in.node().flag("layout");
  }

  private void requireAxes() {
    boolean fits =
        input.rank() == 3
            && input.axis(batchFirst() ? 1 : 0).isTime()
            && input.axis(batchFirst() ? 0 : 1).isBatch()
            && input.axis(2).isChannels();
    if (!fits) {
      throw Refusal.ofReading(
          "input must have the axes %s: axes=%s",
          batchFirst() ? "batch, time, channels" : "time, batch, channels", input.axes());
    }
  }

  private void requireWholeSequences() {
    Optional<NdArray> lengths = in.constant(4);
    int frames = input.frames().orElseThrow();
    if (lengths.isPresent()
        && !Arrays.stream(lengths.get().values()).allMatch(length -> length == frames)) {
      throw new Refusal(
          "sequence_lens must be the whole length, as a stream does not end: frames=%d, got=%s",
          frames, Arrays.toString(Arrays.copyOf(lengths.get().values(), 1)));
    }
  }

  int channels() {
    return input.channels();
  }

  /** Whether the cell's state leaves the node. */
  boolean needsCell() {
    return in.isRead(CELL_OUTPUT);
  }

  /** The state at the start; empty for zeros. */
  float[] initial(int index, int direction, int units) {
    if (in.isStream(index)) {
      throw new Refusal(
          "initial state depends on the input, which is not supported: input=%s; leave it out",
          in.node().inputs().get(index));
    }
    Optional<NdArray> state = in.constant(index);
    if (state.isEmpty()) {
      return new float[0];
    }
    int[] shape = state.get().shape();
    int batch = shape.length == 3 ? shape[batchFirst() ? 0 : 1] : 0;
    int[] expected =
        batchFirst() ? new int[] {batch, directions, units} : new int[] {directions, batch, units};
    if (batch < 1 || !Arrays.equals(shape, expected)) {
      throw new Refusal(
          "initial state has another shape than the node asks for: got=%s", Arrays.toString(shape));
    }
    double[] values = new double[units];
    for (int n = 0; n < batch; n++) {
      for (int unit = 0; unit < units; unit++) {
        int row = batchFirst() ? n * directions + direction : direction * batch + n;
        double value = state.get().values()[row * units + unit];
        if (n > 0 && value != values[unit]) {
          throw new Refusal("initial states differ from sequence to sequence: input=%d", index);
        }
        values[unit] = value;
      }
    }
    boolean zero = Arrays.stream(values).allMatch(value -> value == 0);
    return zero ? new float[0] : new NdArray(new int[] {units}, values, false).toWeights();
  }

  /**
   * Adds the layers, and gives the node's outputs: Y, Y_h and, of LSTM, Y_c.
   *
   * @param layer makes the layer of a direction
   */
  List<Value> outputs(BiFunction<RecurrentNode, Integer, Function<String, Layer>> layer) {
    OnnxNode node = in.node();
    boolean reverse = node.text("direction", "forward").equals("reverse");
    List<Stream> hidden = new ArrayList<>();
    List<Stream> cells = new ArrayList<>();
    List<Stream> sequences = new ArrayList<>();
    for (int direction = 0; direction < directions; direction++) {
      boolean backwards = reverse || direction == 1;
      Stream read = backwards ? in.layers().reverse(input) : input;
      Function<String, Layer> made = layer.apply(this, direction);
      Stream given = in.layers().on(read, made);
      int values = Math.toIntExact(units());
      given = given.with(2, Axis.channels(needsCell() ? 2 * values : values));
      Stream own = needsCell() ? half(given, 0, values) : given;
      hidden.add(in.layers().step(own, -1));
      if (needsCell()) {
        cells.add(in.layers().step(half(given, values, values), -1));
      }
      sequences.add(backwards ? in.layers().reverse(own) : own);
    }
    List<Value> outputs = new ArrayList<>();
    outputs.add(Value.of(sequence(sequences)));
    outputs.add(Value.of(state(hidden)));
    if (needsCell()) {
      outputs.add(Value.of(state(cells)));
    }
    return outputs;
  }

  private int units() {
    return in.neededConstant(2).shape()[2];
  }

  private Stream half(Stream both, int from, int count) {
    return Rearranging.select(in.layers(), both, 2, IntStream.range(from, from + count).toArray());
  }

  /** [time, directions, batch, units], or [batch, time, directions, units]. */
  private Stream sequence(List<Stream> sides) {
    List<Axis> axes = new ArrayList<>(input.axes());
    axes.set(2, Axis.channels(units()));
    axes.add(batchFirst() ? 2 : 1, Axis.channels(directions));
    return joined(in.layers(), sides).with(axes);
  }

  /** [directions, batch, units], or [batch, directions, units]: the axis of time has size 1. */
  private Stream state(List<Stream> sides) {
    List<Axis> axes = new ArrayList<>(sides.get(0).axes());
    axes.set(batchFirst() ? 1 : 0, Axis.channels(directions));
    return joined(in.layers(), sides).with(axes);
  }

  private static Stream joined(Layers layers, List<Stream> sides) {
    return sides.size() == 1 ? sides.get(0) : sides.get(0).from(layers.concatenation(sides));
  }
}
