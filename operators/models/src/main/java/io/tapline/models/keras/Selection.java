/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.Weights;
import io.tapline.network.layer.merge.Where;
import java.util.ArrayList;
import java.util.List;

/** One of two values, as a condition says: {@code where(x > 0, a, b)}. */
final class Selection {

  private static final String[] FIRST = {"x1", "x"};
  private static final String[] SECOND = {"x2", "y"};

  private Selection() {}

  static Signal where(Arguments call) throws UnsupportedLayerException {
    Signal condition = call.tensor(0, "condition");
    Comparisons.checkTruth(call, condition);
    List<Signal> branches = new ArrayList<>(List.of(condition));
    List<Operand> operands =
        List.of(call.layer().call().argument(1, FIRST), call.layer().call().argument(2, SECOND));
    boolean truths = true;
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i) instanceof Operand.Tensor) {
        Signal branch = call.tensor(i + 1, i == 0 ? FIRST : SECOND);
        truths &= call.layer().draft().isTruth(branch.source());
        branches.add(branch);
      } else {
        truths = false;
      }
    }
    Signal met =
        branches.size() == 1 ? condition : MergeLayers.check(call.layer().config(), branches);
    Where where =
        new Where(
            call.layer().name(),
            Weights.none(),
            constants(call, met, operands.get(0)),
            constants(call, met, operands.get(1)));
    String[] sources = branches.stream().map(Signal::source).toArray(String[]::new);
    Signal chosen = met.from(call.layer().add(where, sources));
    return truths ? Comparisons.truth(call, chosen) : chosen;
  }

  private static Weights constants(Arguments call, Signal met, Operand operand)
      throws UnsupportedLayerException {
    return operand instanceof Operand.Constant constant
        ? Weights.of(ArithmeticOperators.perChannel(call, met, constant))
        : Weights.none();
  }
}
