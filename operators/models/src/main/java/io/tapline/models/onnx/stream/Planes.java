/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import java.util.Arrays;

/**
 * How a layer of planes holds the values of a stream's frames.
 *
 * @param height positions of the height
 * @param channels channels at each position
 * @param places where value i of the stream's frame, row-major in its axes, stands among those of
 *     the layer's frame
 */
@SuppressWarnings("ArrayRecordComponent") // compared by equalTo
public record Planes(int height, int channels, int[] places) {

  /**
   * Planes of a stream with channels on {@code channelAxis} and positions on {@code heightAxis}.
   */
  static Planes of(Stream stream, int channelAxis, int heightAxis) {
    int channels = stream.axis(channelAxis).channels();
    int height = stream.axis(heightAxis).channels();
    int[] places = new int[channels * height];
    for (int i = 0; i < places.length; i++) {
      places[i] = channelAxis < heightAxis ? i % height * channels + i / height : i;
    }
    return new Planes(height, channels, places);
  }

  /** Whether another layer's frames hold them in the same way. */
  boolean equalTo(Planes other) {
    return other != null
        && height == other.height
        && channels == other.channels
        && Arrays.equals(places, other.places);
  }

  /** Value i of what takes value {@code order[i]} of the stream's frame. */
  int[] selected(int[] order) {
    return Arrays.stream(order).map(i -> places[i]).toArray();
  }

  /** The axis of the height if the channels are on {@code channelAxis}; -1 if they are not. */
  public int heightAxis(Stream stream, int channelAxis) {
    for (int axis = 0; axis < stream.rank(); axis++) {
      boolean named = stream.axis(axis).isChannels() && stream.axis(axis).channels() == height;
      if (axis != channelAxis
          && named
          && stream.axis(channelAxis).channels() == channels
          && of(stream, channelAxis, axis).equalTo(this)) {
        return axis;
      }
    }
    return -1;
  }

  /** Constants for each value of a stream's frame as a layer of these planes takes them. */
  float[] constants(float[] perValue) {
    float[] constants = new float[perValue.length];
    for (int i = 0; i < perValue.length; i++) {
      constants[places[i]] = perValue[i];
    }
    boolean repeated = true;
    for (int i = channels; repeated && i < constants.length; i++) {
      repeated = constants[i] == constants[i - channels];
    }
    return repeated ? Arrays.copyOf(constants, channels) : constants;
  }

  /** The value of the stream's frame for each value of the layer's frame. */
  int[] values() {
    int[] values = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      values[places[i]] = i;
    }
    return values;
  }
}
