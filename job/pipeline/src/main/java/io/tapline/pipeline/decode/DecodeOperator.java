/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.alignment.ChannelLayout;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.ConfluentAvroDecoder;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Records in, readings out. What is rejected goes to {@link ElementTypes#REJECTED}; no record
 * restarts the job.
 *
 * <p>A record whose schema the registry has not given yet waits, and all records after it. While it
 * waits, everything else that the task has to do goes on, checkpoints among it. Such a checkpoint
 * lies before the record, for this operator, which has counted and sent nothing of it, and for the
 * source that the operator is chained to: Kafka's moves its offset on when a record has been taken.
 * So a restore reads the record again, and no copy of it need be kept in state.
 */
final class DecodeOperator extends AbstractStreamOperator<DeviceReadings>
    implements OneInputStreamOperator<SourceRecord, DeviceReadings>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  private final ChannelLayout layout;
  private final Decoding decoding;
  private final transient MailboxExecutor everyMail;

  private transient Counts counts;
  private transient TimestampedCollector<DeviceReadings> out;
  private transient SchemaRegistry registry;
  private transient RecordDecoding records;
  private transient StreamRecord<SourceRecord> current;

  /** Records held back because the registry has not answered: one, or none. */
  private transient volatile long waitingForSchema;

  /**
   * @param everyMail runs any of the task's mails while a record waits
   */
  DecodeOperator(
      StreamOperatorParameters<DeviceReadings> parameters,
      ChannelLayout layout,
      Decoding decoding,
      MailboxExecutor everyMail) {
    super(parameters);
    this.layout = layout;
    this.decoding = decoding;
    this.everyMail = everyMail;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    counts = new Counts();
    counts.restore(context);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    counts.snapshot();
  }

  @Override
  public void open() throws Exception {
    super.open();
    counts.export(
        getMetricGroup(),
        Account.READ,
        Account.UNDECODABLE,
        Account.UNKNOWN_DEVICE,
        Account.UNKNOWN_CHANNEL);
    getMetricGroup()
        .addGroup("tapline")
        .gauge("waiting-for-schema", (Gauge<Long>) () -> waitingForSchema);
    out = new TimestampedCollector<>(output);
    if (decoding.registry() != null) {
      registry = new SchemaRegistry(decoding.registry());
    }
    records =
        new RecordDecoding(
            layout,
            decoding,
            registry,
            counts,
            out::collect,
            rejected ->
                output.collect(ElementTypes.REJECTED, current.copy(null).replace(rejected)));
  }

  @Override
  public void processElement(StreamRecord<SourceRecord> element) throws Exception {
    if (registry != null) {
      awaitSchema(element.getValue());
    }
    current = element;
    out.setTimestamp(element);
    records.decode(element.getValue());
  }

  private void awaitSchema(SourceRecord record) throws InterruptedException {
    TopicDecoding topic = decoding.topics().get(record.topic());
    if (topic == null || !topic.asksRegistry()) {
      return;
    }
    int id;
    try {
      id = ConfluentAvroDecoder.schemaId(record.value());
    } catch (UndecodableRecordException e) {
      return; // Which decoding it will tell.
    }
    CompletableFuture<Void> answer = registry.ask(id);
    if (answer.isDone()) {
      return;
    }
    answer.thenRun(() -> everyMail.execute(() -> {}, "a schema has come"));
    waitingForSchema = 1;
    try {
      while (!answer.isDone()) {
        everyMail.yield();
      }
    } finally {
      waitingForSchema = 0;
    }
  }

  /**
   * Passes the last watermark on, with which the tails of all devices are released: Flink drops it
   * where the source is idle, and so a job that is drained while nothing is sent would lose them.
   */
  @Override
  public void endInput() {
    output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }

  @Override
  public void close() throws Exception {
    if (registry != null) {
      registry.close();
    }
    super.close();
  }
}
