/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.collapse.Repetition;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.layer.shape.TimeReversal;

/** Layers that put frames in or leave frames out, and those that make one frame of a window. */
final class TimeLayers {

  /** In which order the values of a window become one frame. */
  enum FlatOrder {
    /** Frame after frame, as in Keras. */
    FRAMES(TimeCollapse.Kind.FLATTEN_FRAMES),
    /** Channel after channel, as in PyTorch. */
    CHANNELS(TimeCollapse.Kind.FLATTEN_CHANNELS);

    private final TimeCollapse.Kind kind;

    FlatOrder(TimeCollapse.Kind kind) {
      this.kind = kind;
    }
  }

  private TimeLayers() {}

  static TimePadding padding(LayerSource source) {
    Entries entries = source.entries();
    int left = entries.wholeNumber("left", 0);
    int right = entries.wholeNumber("right", 0);
    int stride = entries.count("stride", 1);
    float value = entries.numberOrInfinity("value", 0f);
    entries.refuseOtherKeys();
    return new TimePadding(source.name(), left, right, stride, value);
  }

  static TimePadding cropping(LayerSource source) {
    Entries entries = source.entries();
    int left = entries.wholeNumberFrom0("left", 0);
    int right = entries.wholeNumberFrom0("right", 0);
    int stride = entries.count("stride", 1);
    entries.refuseOtherKeys();
    return new TimePadding(source.name(), -left, -right, stride, 0f);
  }

  static TimeCollapse flatten(LayerSource source) {
    FlatOrder order = source.entries().choice("order", FlatOrder.class, FlatOrder.FRAMES);
    return collapse(source, order.kind);
  }

  static TimeCollapse collapse(LayerSource source, TimeCollapse.Kind kind) {
    source.entries().refuseOtherKeys();
    return TimeCollapse.of(source.name(), kind);
  }

  static TimeCollapse step(LayerSource source) {
    int step = source.entries().wholeNumber("step", -1);
    source.entries().refuseOtherKeys();
    return TimeCollapse.step(source.name(), step);
  }

  static TimeReversal reversal(LayerSource source) {
    source.entries().refuseOtherKeys();
    return new TimeReversal(source.name());
  }

  static Repetition repetition(LayerSource source) {
    Entries entries = source.entries();
    if (!entries.has("count")) {
      entries.problem("count is missing");
    }
    int count = entries.count("count", 1);
    entries.refuseOtherKeys();
    return new Repetition(source.name(), count);
  }

  static LayerDescription describe(Repetition layer) {
    return new LayerDescription("repetition").entry("count", layer.count());
  }

  static LayerDescription describe(TimePadding layer) {
    boolean nothingPutIn = layer.left() <= 0 && layer.right() <= 0 && isZero(layer.value());
    LayerDescription description =
        nothingPutIn
            ? new LayerDescription("time-cropping")
                .entryUnless(0, "left", -layer.left())
                .entryUnless(0, "right", -layer.right())
            : new LayerDescription("time-padding")
                .entryUnless(0, "left", layer.left())
                .entryUnless(0, "right", layer.right());
    description.entryUnless(1, "stride", layer.stride());
    return isZero(layer.value()) ? description : description.entry("value", layer.value());
  }

  /** Whether it is the default, which −0 is not. */
  private static boolean isZero(float value) {
    return Float.floatToRawIntBits(value) == 0;
  }

  static LayerDescription describe(TimeCollapse layer) {
    return switch (layer.kind()) {
      case FLATTEN_FRAMES -> new LayerDescription("flatten");
      case FLATTEN_CHANNELS ->
          new LayerDescription("flatten").entry("order", Entries.word(FlatOrder.CHANNELS));
      case AVERAGE -> new LayerDescription("global-average-pooling");
      case MAX -> new LayerDescription("global-max-pooling");
      case MIN -> new LayerDescription("global-min-pooling");
      case SUM -> new LayerDescription("global-sum-pooling");
      case STEP -> new LayerDescription("time-step").entry("step", layer.step());
    };
  }
}
