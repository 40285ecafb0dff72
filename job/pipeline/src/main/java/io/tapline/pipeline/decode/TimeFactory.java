/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.MappingConfig.ReadingTimeConfig;
import io.tapline.pipeline.config.MappingConfig.ReadingTimeConfig.Unit;
import io.tapline.pipeline.config.MappingConfig.StepConfig;
import io.tapline.schemas.mapping.EpochUnit;
import io.tapline.schemas.mapping.RecordMapping.StepSource;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import io.tapline.schemas.mapping.TimeFormat;
import io.tapline.schemas.mapping.TimeReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** From {@code time} of a topic or recording to where its readings' times are. */
final class TimeFactory {

  private final ReadingTimeConfig config;
  private final Fields fields;
  private final Place place;

  TimeFactory(ReadingTimeConfig config, Fields fields, Place place) {
    this.config = config;
    this.fields = fields;
    this.place = place;
  }

  TimeSource source() {
    boolean ofRecord = Boolean.TRUE.equals(config.record());
    if (ofRecord == (config.field() != null)) {
      place.problem("where is the time? give one of field, record: true");
      return new TimeSource.OfRecord();
    }
    if (ofRecord) {
      place.absent("unit", config.unit(), "a field: record=true");
      place.absent("pattern", config.pattern(), "a field: record=true");
      place.absent("zone", config.zone(), "a field: record=true");
      return new TimeSource.OfRecord();
    }
    return new TimeSource.Field(fields.path(config.field(), place.at("field")), format());
  }

  private TimeFormat format() {
    if (config.pattern() != null) {
      place.absent("unit", config.unit(), "times without a pattern");
      return pattern(new TimeFormat.Pattern(config.pattern(), zone()));
    }
    if (config.unit() == Unit.ISO_8601) {
      return new TimeFormat.Iso8601(zone());
    }
    place.absent("zone", config.zone(), "times that are text: give a pattern, or unit iso-8601");
    if (config.unit() != null) {
      return new TimeFormat.Epoch(EpochUnit.valueOf(config.unit().name()));
    }
    if (!fields.typed()) {
      place.problem("how is the time written? give one of unit, pattern");
    }
    return new TimeFormat.Typed();
  }

  private TimeFormat pattern(TimeFormat.Pattern pattern) {
    try {
      new TimeReader(pattern);
    } catch (IllegalArgumentException e) {
      place.at("pattern").problem(e.getMessage() + ", value=" + pattern.pattern());
    }
    return pattern;
  }

  private ZoneId zone() {
    try {
      return config.zone() == null ? null : ZoneId.of(config.zone());
    } catch (DateTimeException e) {
      place
          .at("zone")
          .problem("no such time zone, such as Europe/Paris or +01:00: value=" + config.zone());
      return ZoneOffset.UTC;
    }
  }

  /** What lies between the values of an array, or null. */
  StepSource step() {
    StepConfig step = config.step();
    if (step == null) {
      return null;
    }
    Place at = place.at("step");
    if ((step.field() == null) == (step.every() == null)) {
      at.problem("give one of field, every");
      return null;
    }
    if (step.every() != null) {
      at.absent("unit", step.unit(), "a field: every=" + step.every());
      return new StepSource.Constant(micros(step.every()));
    }
    if (step.unit() == null) {
      at.problem("what does the field count? give a unit: choices=s, ms, us, ns");
      return null;
    }
    return new StepSource.Field(
        fields.path(step.field(), at.at("field")), EpochUnit.valueOf(step.unit().name()));
  }

  private static long micros(Duration duration) {
    return duration.dividedBy(ChronoUnit.MICROS.getDuration());
  }
}
