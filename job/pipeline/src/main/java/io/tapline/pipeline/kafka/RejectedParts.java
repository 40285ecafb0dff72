/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Splits what was rejected of one record into parts that can be written: a producer refuses a
 * record beyond its {@code max.request.size}, and a topic one beyond its {@code max.message.bytes},
 * on every restart anew, and the job would never get past it.
 *
 * <p>All readings are kept, at least one a part; the record's bytes are in the first part alone.
 * What does not fit even so is cut: bytes, device, channel names, detail. The detail says what was
 * done; the whole record is still where topic, partition and offset point.
 */
final class RejectedParts {

  /** Bytes for what every record has: the batch's head, lengths, coordinates, the notes. */
  private static final int OVERHEAD = 4_096;

  /** Compression adds less than such a share where nothing can be compressed. */
  private static final int COMPRESSION_SHARE = 1_000;

  /** UTF-8 needs no more bytes for a char of a text. */
  private static final int BYTES_PER_CHAR = 3;

  /** The most bytes of a reading beside its channel: two varlongs, a double, a length. */
  private static final int BYTES_PER_READING = 10 + 10 + 8 + 5;

  private final int limit;
  private final int longestText;

  /**
   * @param maxBytes what no record may exceed, serialised with its key and batch
   */
  RejectedParts(int maxBytes) {
    limit = maxBytes - OVERHEAD - maxBytes / COMPRESSION_SHARE;
    // Four texts at most stand in a part: detail, device twice, a channel. A quarter goes to them.
    longestText = maxBytes / 16 / BYTES_PER_CHAR;
  }

  /** Hands on the parts; what fits as it is, as it is. */
  void split(RejectedReadings rejected, Collector<RejectedReadings> out) {
    if (fits(rejected)) {
      out.collect(rejected);
    } else {
      parts(rejected).forEach(out::collect);
    }
  }

  private boolean fits(RejectedReadings rejected) {
    long size = textBytes(rejected) + rejected.source().value().length;
    boolean textsFit = !tooLong(rejected.detail()) && !tooLong(rejected.device());
    for (String channel : rejected.channels()) {
      size += readingBytes(channel);
      textsFit &= !tooLong(channel);
    }
    return textsFit && size <= limit;
  }

  private List<RejectedReadings> parts(RejectedReadings rejected) {
    RejectedReadings shortened = shortenTexts(rejected);
    byte[] bytes = rejected.source().value();
    String[] channels = shortened.channels();
    long room = limit - textBytes(shortened);
    long firstReading = channels.length == 0 ? 0 : readingBytes(channels[0]);
    int kept = (int) Math.min(bytes.length, room - firstReading);
    List<Integer> ends = ends(channels, room, kept);
    String cut =
        kept == bytes.length
            ? ""
            : note("cut: the first " + kept + " of " + bytes.length + " bytes");

    List<RejectedReadings> parts = new ArrayList<>(ends.size());
    int start = 0;
    for (int part = 0; part < ends.size(); part++) {
      int end = ends.get(part);
      String which = ends.size() == 1 ? "" : note(place(part, ends.size()));
      parts.add(
          slice(
              shortened,
              start,
              end,
              shortened.detail() + which + cut,
              part == 0 ? Arrays.copyOf(bytes, kept) : new byte[0]));
      start = end;
    }
    return parts;
  }

  /** Where each part ends, given what the bytes leave of the first one. */
  private static List<Integer> ends(String[] channels, long room, int bytes) {
    List<Integer> ends = new ArrayList<>();
    long used = bytes;
    for (int i = 0; i < channels.length; i++) {
      long reading = readingBytes(channels[i]);
      if (used + reading > room) {
        ends.add(i);
        used = 0;
      }
      used += reading;
    }
    ends.add(channels.length);
    return ends;
  }

  private RejectedReadings shortenTexts(RejectedReadings rejected) {
    String[] channels = rejected.channels().clone();
    boolean anyCut = tooLong(rejected.device());
    for (int i = 0; i < channels.length; i++) {
      anyCut |= tooLong(channels[i]);
      channels[i] = shorten(channels[i]);
    }
    String detail = shorten(rejected.detail());
    return new RejectedReadings(
        rejected.source(),
        rejected.reason(),
        anyCut ? detail + note("cut: names of more than " + longestText + " chars") : detail,
        shorten(rejected.device()),
        channels,
        rejected.micros(),
        rejected.values(),
        rejected.lateMicros());
  }

  private static RejectedReadings slice(
      RejectedReadings rejected, int start, int end, String detail, byte[] bytes) {
    SourceRecord source = rejected.source();
    return new RejectedReadings(
        new SourceRecord(
            source.topic(), source.partition(), source.offset(), source.timestampMillis(), bytes),
        rejected.reason(),
        detail,
        rejected.device(),
        Arrays.copyOfRange(rejected.channels(), start, end),
        Arrays.copyOfRange(rejected.micros(), start, end),
        Arrays.copyOfRange(rejected.values(), start, end),
        Arrays.copyOfRange(rejected.lateMicros(), start, end));
  }

  private static String place(int part, int parts) {
    String place = "part " + (part + 1) + " of " + parts;
    return part == 0
        ? place
        : place + ": the bytes are in part 1, of the same topic, partition and offset";
  }

  private static String note(String text) {
    return " [" + text + "]";
  }

  private boolean tooLong(String text) {
    return text != null && text.length() > longestText;
  }

  private String shorten(String text) {
    if (!tooLong(text)) {
      return text;
    }
    // Half of a surrogate pair is no character.
    int end = Character.isHighSurrogate(text.charAt(longestText - 2)) ? 2 : 1;
    return text.substring(0, longestText - end) + "…";
  }

  /** The texts that each part repeats: the detail, and the device in key and value. */
  private static long textBytes(RejectedReadings rejected) {
    int device = rejected.device() == null ? 0 : rejected.device().length();
    return BYTES_PER_CHAR * (rejected.detail().length() + 2L * device);
  }

  private static long readingBytes(String channel) {
    return BYTES_PER_READING + (long) BYTES_PER_CHAR * channel.length();
  }
}
