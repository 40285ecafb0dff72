/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.MappingConfig;
import io.tapline.pipeline.config.MappingConfig.DeviceConfig;
import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.schemas.mapping.FieldPath;
import io.tapline.schemas.mapping.RecordMapping;
import io.tapline.schemas.mapping.RecordMapping.DeviceSource;
import io.tapline.schemas.mapping.RecordMapping.StepSource;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From the keys of a topic, or of a recording, to the mapping of its records, and what is wrong
 * with them.
 */
public final class MappingFactory {

  private final MappingConfig config;
  private final Fields fields;
  private final String file;
  private final Set<String> channels;
  private final Place place;

  /**
   * @param file the name of a recording without its ending; null for a topic
   */
  private MappingFactory(
      MappingConfig config, Fields fields, String file, Set<String> channels, Place place) {
    this.config = config;
    this.fields = fields;
    this.file = file;
    this.channels = channels;
    this.place = place;
  }

  /**
   * The mapping of a topic's records, which means nothing where a problem was added.
   *
   * @param channels the names of the measured channels
   */
  static RecordMapping ofTopic(InputTopicConfig config, Set<String> channels, Place place) {
    return new MappingFactory(config, Fields.of(config.format()), null, channels, place).mapping();
  }

  /** The same of a recording's rows. */
  static RecordMapping ofRecording(
      RecordingConfig config, String file, Set<String> channels, Place place) {
    return new MappingFactory(config, Fields.of(config), file, channels, place).mapping();
  }

  /**
   * The mapping of a recording's rows, by keys that have been checked.
   *
   * @param file the recording's name without its ending
   * @param channels the names of the measured channels
   */
  public static RecordMapping ofRecording(
      RecordingConfig config, String file, Set<String> channels) {
    List<String> problems = new ArrayList<>();
    RecordMapping mapping = ofRecording(config, file, channels, new Place("recordings", problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("not checked before: problems=" + problems);
    }
    return mapping;
  }

  private RecordMapping mapping() {
    TimeSource time = null;
    StepSource step = null;
    if (config.time() == null) {
      place.problem("where is the time? a key is missing: key=time");
    } else {
      TimeFactory times = new TimeFactory(config.time(), fields, place.at("time"));
      time = times.source();
      step = times.step();
    }
    FieldPath rows = config.rows() == null ? null : path("rows", config.rows());
    return new RecordMapping(device(), time, step, rows, values());
  }

  private DeviceSource device() {
    DeviceConfig device = config.device();
    if (device == null) {
      place.problem("which device? a key is missing: key=device");
      return new DeviceSource.Key();
    }
    long given =
        Stream.of(
                device.field() != null, device.constant() != null, device.isKey(), device.isFile())
            .filter(is -> is)
            .count();
    if (given != 1) {
      String others = file == null ? "key: true, constant" : "constant, file: true";
      place.at("device").problem("which device? give one of field, " + others);
    }
    if (device.field() != null) {
      return new DeviceSource.Field(path("device.field", device.field()));
    }
    if (device.constant() != null) {
      return new DeviceSource.Constant(device.constant());
    }
    return device.isFile() ? new DeviceSource.Constant(file) : new DeviceSource.Key();
  }

  private ValueSource values() {
    if (config.values() != null) {
      place.absent("channel", config.channel(), "rows of one channel, not to columns: give values");
      place.absent("value", config.value(), "rows of one channel, not to columns: give values");
      return columns();
    }
    if (config.channel() == null || config.value() == null) {
      place.problem(
          "where are the values? give channel and value where a row is of one channel, "
              + "or values where each channel has a column");
      return new ValueSource.Columns(List.of());
    }
    return oneChannel();
  }

  private ValueSource columns() {
    List<Column> columns = new ArrayList<>();
    config
        .values()
        .forEach(
            (channel, path) -> {
              known(channel, place.at("values." + channel));
              columns.add(new Column(channel, path("values." + channel, path)));
            });
    return new ValueSource.Columns(columns);
  }

  private ValueSource oneChannel() {
    Place at = place.at("channel");
    String field = config.channel().field();
    String constant = config.channel().constant();
    if ((field == null) == (constant == null)) {
      at.problem("which channel? give one of field, constant");
    }
    if (constant != null) {
      known(constant, at.at("constant"));
    }
    FieldPath channel = field == null ? null : path("channel.field", field);
    FieldPath value = path("value.field", config.value().field());
    return new ValueSource.OneChannel(channel, constant, value);
  }

  private FieldPath path(String key, String text) {
    return fields.path(text, place.at(key));
  }

  private void known(String channel, Place at) {
    if (!channels.contains(channel)) {
      at.problem("no measured channel has this name: name=" + channel);
    }
  }
}
