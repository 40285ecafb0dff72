/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.alignment.ChannelLayout;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordDecoder;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.RecordDecoders;
import io.tapline.schemas.mapping.SchemasById;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records in, readings out, counted: what cannot be read, and readings of devices and channels that
 * are not this job's, are rejected.
 */
final class RecordDecoding {

  private final Map<String, RecordDecoder> decoders = new HashMap<>();
  private final RecordDecoder ownAvro = new ReadingDecoder();
  private final Readings decoded = new Readings();
  private final DevicePattern devices;
  private final RecordRoute route;
  private final ReadingSelection selection;
  private final Counts counts;
  private final Consumer<DeviceReadings> out;
  private final Consumer<RejectedReadings> rejected;

  RecordDecoding(
      ChannelLayout layout,
      Decoding decoding,
      SchemasById registry,
      Counts counts,
      Consumer<DeviceReadings> out,
      Consumer<RejectedReadings> rejected) {
    decoding
        .topics()
        .forEach(
            (topic, how) ->
                decoders.put(topic, RecordDecoders.of(how.format(), how.mapping(), registry)));
    devices = new DevicePattern(decoding.devicePattern());
    route = new RecordRoute(decoding.partitionedByDevice());
    selection = new ReadingSelection(layout);
    this.counts = counts;
    this.out = out;
    this.rejected = rejected;
  }

  /** Decodes a record, all of whose schemas are there. */
  void decode(SourceRecord keyed) {
    SourceRecord record = keyed.withoutKey();
    Map<String, List<Integer>> several = null;
    try {
      RecordDecoder decoder = decoders.getOrDefault(record.topic(), ownAvro);
      decoder.decode(keyed.key(), record.value(), record.timestampMillis(), decoded);
      if (decoded.deviceCount() > 1) {
        several = DeviceGroups.of(decoded, record.value().length);
      }
    } catch (UndecodableRecordException e) {
      counts.add(Account.READ, 1);
      counts.add(Account.UNDECODABLE, 1);
      rejected.accept(RejectedReadings.undecodable(record, e.getMessage()));
      return;
    }
    counts.add(Account.READ, decoded.size());
    if (several == null) {
      selection.all(record, decoded);
      handOn(keyed);
    } else {
      several.forEach(
          (device, groups) -> {
            selection.some(record, decoded, device, groups);
            handOn(keyed);
          });
    }
  }

  private void handOn(SourceRecord keyed) {
    if (selection.size() == 0) {
      return;
    }
    if (!devices.matches(selection.device())) {
      counts.add(Account.UNKNOWN_DEVICE, selection.size());
      rejected.accept(selection.ofUnknownDevice());
      return;
    }
    DeviceReadings known = selection.known(route.of(keyed, selection.device()));
    if (known.count() > 0) {
      out.accept(known);
    }
    int unknown = selection.size() - known.count();
    if (unknown > 0) {
      counts.add(Account.UNKNOWN_CHANNEL, unknown);
      rejected.accept(selection.ofUnknownChannels(unknown));
    }
  }
}
