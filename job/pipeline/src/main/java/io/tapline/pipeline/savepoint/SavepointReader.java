/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.savepoint;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * Reads what Kafka's source and sinks wrote, by the connector's own serialisers. Their states are
 * found by name: no other operator has states of these names.
 */
final class SavepointReader {

  private static final String WRITER = "writer_raw_states";
  private static final String COMMITTER = "streaming_committer_raw_states";

  private final KafkaSink<byte[]> sink =
      KafkaSink.<byte[]>builder()
          .setBootstrapServers("none")
          .setRecordSerializer((element, context, timestamp) -> null)
          .build();

  private final Set<String> topics = new TreeSet<>();
  private final Set<String> prefixes = new TreeSet<>();
  private final List<KafkaCommittable> uncommitted = new ArrayList<>();

  Savepoint read(String path) throws IOException {
    CheckpointMetadata metadata = metadata(path);
    for (OperatorState operator : metadata.getOperatorStates()) {
      if (operator.getCoordinatorState() != null) {
        readSource(operator.getCoordinatorState().getData());
      }
      for (OperatorSubtaskState subtask : operator.getStates()) {
        for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
          readSink(state);
        }
      }
    }
    return new Savepoint(
        metadata.getCheckpointId(), Set.copyOf(topics), Set.copyOf(prefixes), uncommitted);
  }

  private static CheckpointMetadata metadata(String path) throws IOException {
    CompletedCheckpointStorageLocation place =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
    try (DataInputStream in = new DataInputStream(place.getMetadataHandle().openInputStream())) {
      return Checkpoints.loadCheckpointMetadata(
          in, SavepointReader.class.getClassLoader(), place.getExternalPointer());
    }
  }

  /** Flink's own version, then the enumerator's state with its version and length. */
  private void readSource(byte[] coordinator) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(coordinator));
    in.readInt();
    int version = in.readInt();
    byte[] enumerator = in.readNBytes(in.readInt());
    KafkaSourceEnumState state =
        new KafkaSourceEnumStateSerializer().deserialize(version, enumerator);
    state.splits().forEach(split -> topics.add(split.split().getTopic()));
  }

  private void readSink(OperatorStateHandle state) throws IOException {
    for (KafkaWriterState writer : read(state, WRITER, sink.getWriterStateSerializer())) {
      prefixes.add(writer.getTransactionalIdPrefix());
    }
    PendingCommits pending = new PendingCommits(sink.getCommittableSerializer());
    for (var committables : read(state, COMMITTER, pending.serializer())) {
      uncommitted.addAll(pending.of(committables));
    }
  }

  /** The elements of a list state; none where there is no such state. */
  private static <T> List<T> read(
      OperatorStateHandle handle, String name, SimpleVersionedSerializer<T> serializer)
      throws IOException {
    List<T> elements = new ArrayList<>();
    StateMetaInfo meta = handle.getStateNameToPartitionOffsets().get(name);
    if (meta == null) {
      return elements;
    }
    try (FSDataInputStream in = handle.openInputStream()) {
      for (long offset : meta.getOffsets()) {
        in.seek(offset);
        byte[] bytes =
            BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in));
        elements.add(SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes));
      }
    }
    return elements;
  }
}
