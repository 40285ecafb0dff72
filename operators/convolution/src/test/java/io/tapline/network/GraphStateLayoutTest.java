/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.run.OutputSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of every released version are kept, of networks that are no plain sequence too. */
class GraphStateLayoutTest {
  private static final int FRAMES = 11;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("meeting", EveryExecution.meeting()),
        Arguments.of("windows", EveryExecution.windows()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldWriteTheBytesOfVersion1(String name, Network network) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    stateAfterElevenFrames(network).write(new DataOutputStream(bytes));

    assertThat(bytes.size()).isEqualTo(network.stateBytes());
    assertThat(bytes.toByteArray()).isEqualTo(golden(name));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldGoOnFromTheBytesOfVersion1(String name, Network network) throws IOException {
    NetworkState restored =
        network.readState(new DataInputStream(new ByteArrayInputStream(golden(name))));

    assertThat(outputsAfter(network, restored))
        .isNotEmpty()
        .isEqualTo(outputsAfter(network, stateAfterElevenFrames(network)));
  }

  private static List<String> outputsAfter(Network network, NetworkState state) {
    List<String> outputs = new ArrayList<>();
    OutputSink sink =
        (output, frame, missing, values, offset) -> {
          int channels = network.outputs().get(output).channels();
          float[] copy = Arrays.copyOfRange(values, offset, offset + channels);
          outputs.add(output + " " + frame + " " + missing + " " + Arrays.toString(copy));
        };
    NetworkProcessor processor = network.newProcessor();
    processor.process(frames(20), 0, 20, state, sink);
    processor.finish(state, sink);
    return outputs;
  }

  private static NetworkState stateAfterElevenFrames(Network network) {
    NetworkState state = network.newState();
    network
        .newProcessor()
        .process(frames(FRAMES), 0, FRAMES, state, (output, frame, missing, values, offset) -> {});
    return state;
  }

  private static float[] frames(int count) {
    float[] frames = new float[2 * count];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = i / 4f - 1;
    }
    return frames;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream bytes =
        GraphStateLayoutTest.class.getResourceAsStream("/state-v1/" + name + ".bin")) {
      return bytes.readAllBytes();
    }
  }
}
