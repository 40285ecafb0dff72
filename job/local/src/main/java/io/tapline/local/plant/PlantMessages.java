/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.schemas.RecordedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;

/** All messages of a plant in the order of their arrival, made as they are asked for. */
public final class PlantMessages implements Iterator<RecordedMessage> {

  private final Tally tally = new Tally();
  private final PriorityQueue<Source> sources =
      new PriorityQueue<>(Comparator.comparing(Source::head));

  PlantMessages(Plant plant) {
    for (String device : plant.devices()) {
      add(new DeviceMessages(plant, device, tally));
    }
    add(Strays.of(plant, tally).iterator());
  }

  /** A stream of messages and the first of it. */
  private record Source(Arrival head, Iterator<Arrival> rest) {}

  private void add(Iterator<Arrival> arrivals) {
    if (arrivals.hasNext()) {
      sources.add(new Source(arrivals.next(), arrivals));
    }
  }

  @Override
  public boolean hasNext() {
    return !sources.isEmpty();
  }

  /** The next message; its timestamp is the time of its arrival, its key the device. */
  @Override
  public RecordedMessage next() {
    Source source = sources.remove();
    add(source.rest);
    Arrival arrival = source.head;
    return new RecordedMessage(
        arrival.micros() / 1000,
        ByteBuffer.wrap(arrival.device().getBytes(StandardCharsets.UTF_8)),
        arrival.value());
  }

  /** What was done to the readings: complete once the last message has been taken. */
  public GroundTruth groundTruth() {
    return tally.toGroundTruth();
  }
}
