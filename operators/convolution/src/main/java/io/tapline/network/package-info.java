/**
 * Streaming 1-D convolutional networks in plain Java: frames in, features out, with exactly sized
 * rings, and vectors of recurrent layers, as the only state.
 *
 * <p>A {@link io.tapline.network.graph.NetworkGraph graph} of {@link io.tapline.network.layer.Layer
 * layers} is compiled into an immutable {@link io.tapline.network.Network}, shared by all devices
 * and threads. Each device has a {@link io.tapline.network.NetworkState}, each thread a {@link
 * io.tapline.network.NetworkProcessor}.
 */
package io.tapline.network;
