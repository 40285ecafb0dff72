/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.InputTopicConfig.DeviceConfig;
import io.tapline.pipeline.config.InputTopicConfig.Format;
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

/** From the keys of a topic to the mapping of its records, and what is wrong with them. */
public final class MappingFactory {

  private final InputTopicConfig config;
  private final Set<String> channels;
  private final Place place;

  private MappingFactory(InputTopicConfig config, Set<String> channels, Place place) {
    this.config = config;
    this.channels = channels;
    this.place = place;
  }

  /**
   * The mapping of a topic, which means nothing where a problem was added.
   *
   * @param channels the names of the measured channels
   * @param path of the topic in the configuration, such as {@code input.topics[1]}
   * @param problems to which a line is added for each mistake
   */
  public static RecordMapping of(
      InputTopicConfig config, Set<String> channels, String path, List<String> problems) {
    return new MappingFactory(config, channels, new Place(path, problems)).mapping();
  }

  private RecordMapping mapping() {
    TimeSource time = null;
    StepSource step = null;
    if (config.time() == null) {
      place.problem("where is the time? a key is missing: key=time");
    } else {
      boolean typed = config.format() != Format.JSON && config.format() != Format.CSV;
      TimeFactory times = new TimeFactory(config.time(), typed, place.at("time"));
      time = times.source();
      step = times.step();
    }
    FieldPath rows = config.rows() == null ? null : place.at("rows").fieldPath(config.rows());
    return new RecordMapping(device(), time, step, rows, values());
  }

  private DeviceSource device() {
    DeviceConfig device = config.device();
    if (device == null) {
      place.problem("which device? a key is missing: key=device");
      return new DeviceSource.Key();
    }
    Place at = place.at("device");
    int given = (device.field() == null ? 0 : 1) + (device.constant() == null ? 0 : 1);
    if (given + (config.needsKey() ? 1 : 0) != 1) {
      at.problem("which device? give one of field, key: true, constant");
    }
    if (device.field() != null) {
      return new DeviceSource.Field(at.at("field").fieldPath(device.field()));
    }
    return device.constant() == null
        ? new DeviceSource.Key()
        : new DeviceSource.Constant(device.constant());
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
              Place at = place.at("values." + channel);
              known(channel, at);
              columns.add(new Column(channel, at.fieldPath(path)));
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
    FieldPath channel = field == null ? null : at.at("field").fieldPath(field);
    FieldPath value = place.at("value.field").fieldPath(config.value().field());
    return new ValueSource.OneChannel(channel, constant, value);
  }

  private void known(String channel, Place at) {
    if (!channels.contains(channel)) {
      at.problem("no measured channel has this name: name=" + channel);
    }
  }
}
