/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * Two or more branches, value by value: frame with frame of the same index. A branch of one channel
 * meets every channel of the others.
 *
 * @param name the layer's name
 * @param operation what is done, from the first branch to the last
 */
public record Merge(String name, Arithmetic operation) implements Layer {

  public Merge {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(operation, "operation");
  }

  @Override
  public String type() {
    return nameOf(operation);
  }

  static String nameOf(Arithmetic operation) {
    return switch (operation) {
      case ADD -> "Add";
      case SUBTRACT -> "Subtract";
      case MULTIPLY -> "Multiply";
      case DIVIDE -> "Divide";
      case MAXIMUM -> "Maximum";
      case MINIMUM -> "Minimum";
      case MODULO -> "Modulo";
      case REMAINDER -> "Remainder";
      case POWER -> "Power";
      case ATAN2 -> "Atan2";
      case EQUAL -> "Equal";
      case NOT_EQUAL -> "NotEqual";
      case GREATER -> "Greater";
      case GREATER_OR_EQUAL -> "GreaterOrEqual";
      case LESS -> "Less";
      case LESS_OR_EQUAL -> "LessOrEqual";
    };
  }

  @Override
  public long outputChannels(int... inputChannels) {
    long channels = 1;
    for (int input : inputChannels) {
      channels = Math.max(channels, input);
    }
    return channels;
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return outputChannels(inputChannels) * (inputChannels.length - 1);
  }
}
