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
import io.tapline.network.layer.merge.Where;
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

  static Where where(LayerSource source) {
    Entries entries = source.entries();
    boolean condition = entries.flag("constant-condition", false);
    boolean whenTrue = entries.flag("constant-when-true", false);
    boolean whenFalse = entries.flag("constant-when-false", false);
    entries.refuseOtherKeys();
    return new Where(
        source.name(),
        condition ? source.tensor("condition", UNKNOWN) : Weights.none(),
        whenTrue ? source.tensor("when-true", UNKNOWN) : Weights.none(),
        whenFalse ? source.tensor("when-false", UNKNOWN) : Weights.none());
  }

  static LayerDescription describe(Where layer) {
    return new LayerDescription("where")
        .entryUnless(false, "constant-condition", !layer.condition().isEmpty())
        .entryUnless(false, "constant-when-true", !layer.whenTrue().isEmpty())
        .entryUnless(false, "constant-when-false", !layer.whenFalse().isEmpty())
        .tensor("condition", layer.condition(), layer.condition().size())
        .tensor("when-true", layer.whenTrue(), layer.whenTrue().size())
        .tensor("when-false", layer.whenFalse(), layer.whenFalse().size());
  }

  static String mergeType(Arithmetic operation) {
    return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
