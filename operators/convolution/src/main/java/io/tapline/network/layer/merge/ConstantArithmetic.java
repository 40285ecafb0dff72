/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Weights;
import java.util.Objects;

/**
 * An operation of each channel with a constant, such as a bias, a scale, or a normalization that a
 * model brings along.
 *
 * @param name the layer's name
 * @param operation what is done
 * @param constants shape (C), or (1) for all channels; on planes also (H, C); (F) on an input of
 *     one value, which then is repeated F times
 * @param constantFirst whether the constant is the first operand: constant − x, constant / x
 * @param trainable whether the constants count as trainable
 */
public record ConstantArithmetic(
    String name, Arithmetic operation, Weights constants, boolean constantFirst, boolean trainable)
    implements Layer {

  public ConstantArithmetic {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(constants, "constants");
  }

  @Override
  public String type() {
    return "Constant" + Merge.nameOf(operation);
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return Math.max(inputChannels[0], constants.size());
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return outputChannels(inputChannels);
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(constants.size(), trainable);
  }
}
