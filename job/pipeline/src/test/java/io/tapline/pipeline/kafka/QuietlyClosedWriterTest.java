/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class QuietlyClosedWriterTest {

  private final List<String> calls = new ArrayList<>();
  private Exception failure;
  private final QuietlyClosedWriter<String> writer = new QuietlyClosedWriter<>(new Failing());

  @Test
  void shouldNotFailToCloseWhereTheBrokerIsAway() {
    failure = new TimeoutException("no answer to the abort");
    assertThatCode(writer::close).doesNotThrowAnyException();
    assertThat(calls).containsExactly("close");
  }

  @Test
  void shouldKeepAnInterruptionOfTheClose() {
    failure = new InterruptedException();
    writer.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldFailToFlushAsTheWriterDoes() throws Exception {
    writer.write("a", null);
    writer.prepareCommit();
    writer.snapshotState(7);
    failure = new IOException("not sent");
    assertThatThrownBy(() -> writer.flush(true)).isSameAs(failure);
    assertThat(calls).containsExactly("write a", "prepare", "snapshot 7", "flush true");
  }

  private final class Failing
      implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {

    @Override
    public void write(String element, Context context) {
      calls.add("write " + element);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      calls.add("flush " + endOfInput);
      throw (IOException) failure;
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() {
      calls.add("prepare");
      return List.of();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpoint) {
      calls.add("snapshot " + checkpoint);
      return List.of();
    }

    @Override
    public void close() throws Exception {
      calls.add("close");
      throw failure;
    }
  }
}
