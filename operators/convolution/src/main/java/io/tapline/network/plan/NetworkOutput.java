/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

/**
 * What leaves a network.
 *
 * @param name by which results are told apart
 * @param layer position of the layer that gives it; -1 for the network's input
 * @param channels values of one output
 * @param stride input frames from one output to the next
 * @param delay index of the input frame that brings the first output
 * @param receptiveField input frames that one output sees; where it sees everything since the
 *     segment began, those after which it counts as warm
 * @param sinceStart whether it sees everything since the segment began
 */
public record NetworkOutput(
    String name,
    int layer,
    int channels,
    long stride,
    long delay,
    long receptiveField,
    boolean sinceStart) {

  /** What one output sees, in words. */
  public String sees() {
    return sinceStart
        ? "everything since the segment began, warm after " + receptiveField + " frames"
        : receptiveField + " frames";
  }
}
