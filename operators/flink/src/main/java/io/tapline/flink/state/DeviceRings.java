/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import io.tapline.network.Network;
import io.tapline.network.NetworkState;
import io.tapline.network.ObservedValues;
import io.tapline.network.state.StateMismatchException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One device's state in the network: its rings, what was observed of the receptive field, and,
 * where results may be left to come at a segment's end, the time of the newest frame.
 *
 * <p>As read from a checkpoint it is bytes; {@link #bind} makes rings of them, for the network that
 * wrote them and for no other.
 */
public final class DeviceRings {

  private byte[] unbound;
  private NetworkState rings;
  private ObservedValues observed;
  private long newestMicros;

  private DeviceRings(byte[] unbound, NetworkState rings, ObservedValues observed) {
    this.unbound = unbound;
    this.rings = rings;
    this.observed = observed;
  }

  /** The state of a device of which no frame has come. */
  public static DeviceRings fresh(Network network) {
    return new DeviceRings(null, network.newState(), observedValues(network));
  }

  static DeviceRings ofBytes(byte[] bytes) {
    return new DeviceRings(bytes, null, null);
  }

  /**
   * Makes the state ready for its network.
   *
   * @throws StateMismatchException where another network wrote it
   * @throws UncheckedIOException where the bytes are damaged
   */
  public void bind(Network network) throws StateMismatchException {
    if (unbound == null) {
      return;
    }
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(unbound));
      rings = network.readState(in);
      observed = observedValues(network);
      observed.read(in);
      newestMicros = network.looksAhead() ? in.readLong() : 0;
      if (in.read() >= 0) {
        throw new IOException(
            "state of a device is longer than its network's: bytes=" + unbound.length);
      }
      unbound = null;
    } catch (StateMismatchException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public NetworkState rings() {
    return rings;
  }

  public ObservedValues observed() {
    return observed;
  }

  /** Event time of the newest frame, in µs. */
  public long newestMicros() {
    return newestMicros;
  }

  public void newestMicros(long micros) {
    newestMicros = micros;
  }

  /** Starts a segment: nothing that came before is convolved with what comes now. */
  public void reset() {
    rings.reset();
    observed.reset();
  }

  DeviceRings copy() {
    return ofBytes(toBytes());
  }

  byte[] toBytes() {
    if (unbound != null) {
      return unbound;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      rings.write(out);
      observed.write(out);
      if (rings.network().looksAhead()) {
        out.writeLong(newestMicros);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObservedValues observedValues(Network network) {
    return new ObservedValues(network.receptiveField(), network.inputChannels());
  }
}
