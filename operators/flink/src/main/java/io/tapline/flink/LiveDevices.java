/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.state.DeviceAlignment;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * The devices' states, in Flink's keyed state.
 *
 * <p>A state backend on the heap gives the very object that it holds, and what is changed in it is
 * changed in the next checkpoint. Only while a checkpoint is being written must the object be asked
 * for again, since the backend then gives a copy, to be changed in its place. So between two
 * checkpoints a device is looked up in a plain map, which takes a fraction of the time; other
 * backends are asked, and told, each time.
 */
final class LiveDevices {

  /** Their states are about as large as a core's second cache. */
  static final int MANY = 512;

  private final KeyContext keys;
  private final ValueState<DeviceAlignment> state;
  private final DeviceAligner aligner;
  private final DeviceBound bound;
  private final boolean keepsObjects;
  private final DeviceTable atHand = new DeviceTable();

  /**
   * @param keys tells the state whose it is
   * @param bound how many there may be
   * @param keepsObjects whether the state keeps the objects that it is given, and gives them back
   */
  LiveDevices(
      KeyContext keys,
      ValueState<DeviceAlignment> state,
      DeviceAligner aligner,
      DeviceBound bound,
      boolean keepsObjects) {
    this.keys = keys;
    this.state = state;
    this.aligner = aligner;
    this.bound = bound;
    this.keepsObjects = keepsObjects;
  }

  /** Whether so many devices are at hand that their states do not stay in the caches. */
  boolean areMany() {
    return atHand.size() > MANY;
  }

  /** Those that are at hand. */
  DeviceTable atHand() {
    return atHand;
  }

  /**
   * A device's state; that of a device that has sent nothing yet, where it is unknown; null where
   * it is unknown and there is no room for it.
   */
  DeviceAlignment of(String device) throws Exception {
    DeviceAlignment live = atHand.get(device);
    return live == null ? takeUp(device) : live;
  }

  /** Takes a device up as the last checkpoint left it, or anew. */
  private DeviceAlignment takeUp(String device) throws Exception {
    keys.setCurrentKey(device);
    DeviceAlignment saved = state.value();
    if (saved == null && !bound.take(device)) {
      return null;
    }
    DeviceAlignment live = saved == null ? aligner.newDevice() : aligner.adopt(saved);
    if (keepsObjects) {
      state.update(live);
      atHand.put(device, live);
    }
    return live;
  }

  /** Puts a device that has sent nothing yet in the place of one; its timer goes on. */
  DeviceAlignment replace(String device, DeviceAlignment forgotten) throws Exception {
    DeviceAlignment fresh = aligner.newDevice();
    fresh.timerMillis(forgotten.timerMillis());
    fresh.seenAt(forgotten.seenMillis());
    if (keepsObjects) {
      keys.setCurrentKey(device);
      state.update(fresh);
      atHand.put(device, fresh);
    }
    return fresh;
  }

  /** Notes that a device has changed. */
  void changed(String name, DeviceAlignment device) throws Exception {
    if (!keepsObjects) {
      keys.setCurrentKey(name);
      state.update(device);
    }
  }

  /** Leaves no state of a device behind. */
  void forget(String device) {
    keys.setCurrentKey(device);
    state.clear();
    bound.release(device);
    atHand.remove(device);
  }

  /** A checkpoint begins: what is at hand is the checkpoint's now. */
  void letGo() {
    atHand.clear();
  }
}
