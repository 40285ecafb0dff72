/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/**
 * The order in which the products of one output are summed. It follows from the layer alone, never
 * from blocks, lanes, threads or the machine, so that every kernel gives the same bits.
 *
 * <p>The products of a window are numbered from the oldest tap, the input channels of each tap
 * ascending; each is added by one fused multiply-add. As one multiply-add waits for the one before,
 * a layer of few outputs would mostly wait if its sums were one chain each.
 */
public enum SumOrder {
  /** The bias first, then all products in order. */
  ONE_CHAIN,

  /**
   * The bias, then the products of even number in order; from zero, those of odd number in order;
   * then the one sum plus the other.
   */
  TWO_CHAINS;

  /** Two vectors of 512 bits: the chains of more outputs hide each other's waiting. */
  private static final int MOST_OUTPUTS = 32;

  /** Fewer products take no longer than what surrounds them. */
  private static final int LEAST_PRODUCTS = 32;

  /**
   * The order of a layer in which every input of a window meets every output.
   *
   * @param products taps × input channels
   * @param outputs output channels
   * @param dilation of the taps; those that lie apart are added one at a time, in one chain
   */
  public static SumOrder of(long products, int outputs, int dilation) {
    boolean waits = products >= LEAST_PRODUCTS && outputs <= MOST_OUTPUTS;
    return waits && dilation == 1 ? TWO_CHAINS : ONE_CHAIN;
  }
}
