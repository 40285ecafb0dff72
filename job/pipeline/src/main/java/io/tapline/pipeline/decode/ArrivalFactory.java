/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.pipeline.config.RecordingConfig.ArrivedConfig;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From {@code arrived} of a recording to the column that says when its rows came in. */
public final class ArrivalFactory {

  private ArrivalFactory() {}

  /** The column, by keys that have been checked; none where no column says it. */
  public static Optional<TimeSource.Field> of(RecordingConfig config) {
    List<String> problems = new ArrayList<>();
    Optional<TimeSource.Field> column = of(config, new Place("recordings", problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("not checked before: problems=" + problems);
    }
    return column;
  }

  /** The same, which means nothing where a problem was added. */
  static Optional<TimeSource.Field> of(RecordingConfig config, Place place) {
    ArrivedConfig arrived = config.arrived();
    if (arrived == null) {
      return Optional.empty();
    }
    Place at = place.at("arrived");
    if (arrived.isByRow() == (arrived.field() != null)) {
      at.problem("how did the rows arrive? give one of field, row: true");
      return Optional.empty();
    }
    if (arrived.isByRow()) {
      at.absent("unit", arrived.unit(), "a field: row=true");
      at.absent("pattern", arrived.pattern(), "a field: row=true");
      at.absent("zone", arrived.zone(), "a field: row=true");
      return Optional.empty();
    }
    TimeFactory times = new TimeFactory(arrived.time(), Fields.of(config), at);
    return Optional.of((TimeSource.Field) times.source());
  }
}
