/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Entries.UNKNOWN;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import java.util.Locale;

/** Arithmetic between branches, and with constants, in the files. */
final class ArithmeticLayers {

  private ArithmeticLayers() {}

  static Merge merge(LayerSource source, Arithmetic operation) {
    source.entries().refuseOtherKeys();
    return new Merge(source.name(), operation);
  }

  static ConstantArithmetic constant(LayerSource source, Arithmetic operation) {
    Entries entries = source.entries();
    boolean constantFirst = entries.flag("constant-first", false);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    Weights constants = source.tensor("constants", UNKNOWN);
    long channels = source.channels();
    // One channel is repeated for every constant, and one constant is taken for every channel.
    boolean eachValue = source.frame().isPlane() && constants.size() == source.frame().values();
    if (constants.size() > 1 && channels > 1 && constants.size() != channels && !eachValue) {
      entries.problem(
          "constants must be one, or one for each of the " + channels + " channels",
          Integer.toString(constants.size()));
    }
    return new ConstantArithmetic(source.name(), operation, constants, constantFirst, trainable);
  }

  static String mergeType(Arithmetic operation) {
    return operation.name().toLowerCase(Locale.ROOT);
  }

  static String constantType(Arithmetic operation) {
    return "constant-" + mergeType(operation);
  }

  static LayerDescription describe(Merge layer) {
    return new LayerDescription(mergeType(layer.operation()));
  }

  static LayerDescription describe(ConstantArithmetic layer) {
    return new LayerDescription(constantType(layer.operation()))
        .entryUnless(false, "constant-first", layer.constantFirst())
        .entryUnless(true, "trainable", layer.trainable())
        .tensor("constants", layer.constants(), layer.constants().size());
  }
}
