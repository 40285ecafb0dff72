/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.pooling.Pooling;
import java.util.List;

/** A small network with every kind of layer of planes. */
final class EveryPlane {
  private static final HeightTaps SAME = new HeightTaps(3, 1, 1, 1, 1);

  private EveryPlane() {}

  static Network network() {
    return Network.compile(12, layers());
  }

  private static List<Layer> layers() {
    return List.of(
        new Reframe("planes", 6, 2),
        PlaneConvolution.named("conv")
            .filters(4)
            .kernelSize(3)
            .height(SAME)
            .kernel(new float[9 * 2 * 4])
            .activation(Activation.TANH)
            .build(),
        PlaneDepthwiseConvolution.named("depthwise")
            .kernelSize(2)
            .stride(2)
            .depthMultiplier(2)
            .height(new HeightTaps(2, 1, 2, 0, 0))
            .kernel(new float[4 * 8])
            .build(),
        Convolution.pointwise("pointwise").filters(3).kernel(new float[8 * 3]).build(),
        pool("max", Pooling.Kind.MAX),
        pool("mean", Pooling.Kind.AVERAGE),
        new HeightReduction("reduced", Reduction.AVERAGE));
  }

  private static PlanePooling pool(String name, Pooling.Kind kind) {
    return new PlanePooling(name, kind, new Taps(2, 1, 1, Padding.CAUSAL), SAME, true);
  }
}
