/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

/**
 * How fast a network was.
 *
 * @param net the network
 * @param frames frames a call
 * @param implementation what computed it
 * @param nsPerFrame median time of a frame
 * @param shareOfPeak of the multiply-adds that the machine can do
 */
record Row(
    ReferenceNetwork net,
    int frames,
    Implementation implementation,
    double nsPerFrame,
    double shareOfPeak) {

  static Row of(Subject subject, double nsPerFrame, double peakGflops) {
    double gflops = gflops(subject.network(), nsPerFrame);
    return new Row(
        subject.network(),
        subject.frames(),
        subject.implementation(),
        nsPerFrame,
        gflops / peakGflops);
  }

  /** Floating-point operations per nanosecond, two for each multiply-add. */
  double gflops() {
    return gflops(net, nsPerFrame);
  }

  private static double gflops(ReferenceNetwork net, double nsPerFrame) {
    return 2.0 * net.multiplyAdds() / nsPerFrame;
  }
}
