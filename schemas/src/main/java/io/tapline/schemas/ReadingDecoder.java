/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.nio.charset.CharacterCodingException;

/**
 * Decodes {@link SensorReading} and {@link ReadingBatch} records into {@link Readings}.
 *
 * <p>Whatever the bytes are, the outcome is readings or an {@link UndecodableRecordException};
 * memory stays in proportion to the record. Once names and sizes have been seen, a record allocates
 * nothing. Not for use by several threads at once.
 */
public final class ReadingDecoder implements RecordDecoder {

  private static final long READING = KnownSchemas.fingerprint(SensorReading.getClassSchema());
  private static final long BATCH = KnownSchemas.fingerprint(ReadingBatch.getClassSchema());

  /** Channel name of one byte and its length, first timestamp, end of deltas, end of values. */
  private static final int LEAST_CHANNEL_BYTES = 5;

  /**
   * The most bytes of a name, of a device or a channel, in whatever format a record is. Names are
   * keys of results: what is longer is no name, and would not fit a record.
   */
  public static final int LONGEST_NAME_BYTES = 1024;

  private static final int DEVICES_KEPT = 4096;
  private static final int CHANNELS_KEPT = 1024;

  private final AvroCursor cursor = new AvroCursor();
  private final NameCache devices = new NameCache(DEVICES_KEPT);
  private final NameCache channels = new NameCache(CHANNELS_KEPT);

  @Override
  public void decode(byte[] key, byte[] value, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    decode(value, into);
  }

  /** The same: neither key nor timestamp say anything of these readings. */
  public void decode(byte[] value, Readings into) throws UndecodableRecordException {
    boolean decoded = false;
    try {
      decodeRecord(value, into);
      decoded = true;
    } finally {
      if (!decoded) {
        into.begin("");
      }
    }
  }

  private void decodeRecord(byte[] value, Readings into) throws UndecodableRecordException {
    long fingerprint = SingleObject.fingerprint(value);
    cursor.reset(value, SingleObject.HEADER_BYTES);
    if (fingerprint == READING) {
      decodeReading(into);
    } else if (fingerprint == BATCH) {
      decodeBatch(into);
    } else {
      throw new UndecodableRecordException(
          "schema is not that of a reading: fingerprint=%s, known=SensorReading=%s, ReadingBatch=%s"
              .formatted(
                  KnownSchemas.hex(fingerprint),
                  KnownSchemas.hex(READING),
                  KnownSchemas.hex(BATCH)));
    }
    if (cursor.remaining() > 0) {
      throw new UndecodableRecordException(
          "record goes on after its last field: trailing bytes=%d".formatted(cursor.remaining()));
    }
  }

  private void decodeReading(Readings into) throws UndecodableRecordException {
    into.begin(readName("device", devices));
    into.beginChannel(readName("channel", channels));
    long timestampMicros = cursor.readLong();
    into.add(timestampMicros, cursor.readDouble());
  }

  private void decodeBatch(Readings into) throws UndecodableRecordException {
    into.begin(readName("device", devices));
    int count = cursor.readBlock("channels", LEAST_CHANNEL_BYTES);
    while (count > 0) {
      for (int c = 0; c < count; c++) {
        decodeChannel(into);
      }
      count = cursor.readBlock("channels", LEAST_CHANNEL_BYTES);
    }
  }

  private void decodeChannel(Readings into) throws UndecodableRecordException {
    into.beginChannel(readName("channel", channels));
    int start = into.size();
    decodeTimestamps(into);
    int values = decodeValues(into, start);
    int times = into.size() - start;
    if (values == 0 && times == 1) {
      into.dropLast();
    } else if (values != times) {
      throw deltasDoNotFit(into, times - 1, String.valueOf(values));
    }
  }

  private void decodeTimestamps(Readings into) throws UndecodableRecordException {
    long time = cursor.readLong();
    into.appendTimestamp(time);
    int count = cursor.readBlock("timestampDeltas", 1);
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        time = plus(time, cursor.readLong(), into);
        into.appendTimestamp(time);
      }
      count = cursor.readBlock("timestampDeltas", 1);
    }
  }

  private static long plus(long time, long delta, Readings readings)
      throws UndecodableRecordException {
    long sum = time + delta;
    if (((time ^ sum) & (delta ^ sum)) < 0) {
      throw new UndecodableRecordException(
          "time is beyond 64 bits: channel=%s, timestampMicros=%d, delta=%d"
              .formatted(lastChannel(readings), time, delta));
    }
    return sum;
  }

  private int decodeValues(Readings into, int start) throws UndecodableRecordException {
    int filled = start;
    int count = cursor.readBlock("values", Double.BYTES);
    while (count > 0) {
      if (count > into.size() - filled) {
        throw deltasDoNotFit(into, into.size() - start - 1, "more than that");
      }
      for (int i = 0; i < count; i++) {
        into.setValue(filled++, cursor.readDouble());
      }
      count = cursor.readBlock("values", Double.BYTES);
    }
    return filled - start;
  }

  private static UndecodableRecordException deltasDoNotFit(
      Readings readings, int deltas, String values) {
    return new UndecodableRecordException(
        "a channel needs one timestamp delta fewer than values: channel=%s, deltas=%d, values=%s"
            .formatted(lastChannel(readings), deltas, values));
  }

  private static String lastChannel(Readings readings) {
    return readings.channel(readings.channelCount() - 1);
  }

  private String readName(String field, NameCache names) throws UndecodableRecordException {
    int length = cursor.readLength(field);
    if (length == 0) {
      throw new UndecodableRecordException("name is empty: field=%s".formatted(field));
    }
    if (length > LONGEST_NAME_BYTES) {
      throw new UndecodableRecordException(
          "name is too long: field=%s, most bytes=%d, got=%d"
              .formatted(field, LONGEST_NAME_BYTES, length));
    }
    try {
      String name = names.get(cursor.bytes(), cursor.position(), length);
      cursor.skip(length);
      return name;
    } catch (CharacterCodingException e) {
      throw new UndecodableRecordException(
          "name is not UTF-8: field=%s, position=%d, length=%d"
              .formatted(field, cursor.position(), length));
    }
  }
}
