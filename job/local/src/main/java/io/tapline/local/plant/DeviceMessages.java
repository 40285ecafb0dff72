/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The messages of one device in the order of their arrival. The simulation runs only as far ahead
 * as the next message needs, so that memory holds what is on its way and no more.
 */
final class DeviceMessages implements Iterator<Arrival> {

  /** Steps between two uploads of the fastest groups: 100 ms. */
  private static final long UPLOAD_STEPS = 100_000 / Machine.STEP_MICROS;

  private final String device;
  private final long startMicros;
  private final long steps;
  private final Tally tally;
  private final Machine machine;
  private final List<Sensor> sensors;
  private final Uplink uplink;
  private final long firstUpload;
  private final ReadingEncoder encoder = new ReadingEncoder();
  private final Readings batch = new Readings();
  private final PriorityQueue<Arrival> underway = new PriorityQueue<>();
  private long step;
  private long sequence;

  DeviceMessages(Plant plant, String device, Tally tally) {
    this.device = device;
    this.tally = tally;
    startMicros = Plant.START_MICROS;
    steps = plant.endMicros() / Machine.STEP_MICROS - startMicros / Machine.STEP_MICROS;
    List<Fault> faults =
        plant.faults().stream().filter(fault -> fault.device().equals(device)).toList();
    machine = new Machine(plant.seed(), device, faults);
    sensors =
        Stream.of(SensorGroup.values())
            .map(group -> new Sensor(plant.seed(), device, group))
            .toList();
    Noise network = Noise.of(plant.seed(), device, "network");
    // Devices do not upload at the same moment.
    firstUpload = network.integer(1, UPLOAD_STEPS);
    uplink = new Uplink(network, outage(plant), plant.endMicros());
  }

  /** Begins and ends with an upload of all groups, so that the device keeps nothing back. */
  private Outage outage(Plant plant) {
    if (!device.equals(plant.offlineDevice())) {
      return Outage.NONE;
    }
    long round = 2 * UPLOAD_STEPS;
    long from = firstUpload + steps * 35 / 100 / round * round;
    long to = from + steps / 8 / round * round;
    return new Outage(micros(from), micros(to));
  }

  @Override
  public boolean hasNext() {
    while (step < steps && !isNextCertain()) {
      advance();
    }
    return !underway.isEmpty();
  }

  /** What is uploaded later arrives after now. */
  private boolean isNextCertain() {
    return !underway.isEmpty() && underway.peek().micros() <= micros(step);
  }

  @Override
  public Arrival next() {
    if (!hasNext()) {
      throw new NoSuchElementException("device has sent everything: device=" + device);
    }
    return underway.remove();
  }

  private void advance() {
    long now = micros(step);
    machine.step(step, now);
    for (Sensor sensor : sensors) {
      sensor.sample(machine, step, now, tally);
    }
    long sinceFirst = step - firstUpload;
    for (Sensor sensor : sensors) {
      long period = sensor.group().uploadPeriodMicros() / Machine.STEP_MICROS;
      if (sinceFirst >= 0 && sinceFirst % period == 0) {
        upload(sensor, now, now);
      }
    }
    step++;
    if (step == steps) {
      sensors.forEach(sensor -> upload(sensor, Long.MAX_VALUE, micros(steps)));
    }
  }

  private void upload(Sensor sensor, long cutMicros, long nowMicros) {
    int duplicates = sensor.upload(device, cutMicros, batch, tally);
    if (batch.size() > 0) {
      long arrival = uplink.arrival(sensor.group(), nowMicros, batch.size(), duplicates, tally);
      underway.add(
          new Arrival(arrival, sequence++, device, ByteBuffer.wrap(encoder.encode(batch))));
    }
  }

  private long micros(long step) {
    return startMicros + step * Machine.STEP_MICROS;
  }
}
