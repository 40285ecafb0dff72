/**
 * Streaming 1-D convolutional networks in plain Java: frames in, features out, with exactly sized
 * rings as the only state.
 *
 * <p>A {@link io.tapline.convolution.NetworkGraph graph} of {@link
 * io.tapline.convolution.layer.Layer layers} is compiled into an immutable {@link
 * io.tapline.convolution.Network}, shared by all devices and threads. Each device has a {@link
 * io.tapline.convolution.NetworkState}, each thread a {@link
 * io.tapline.convolution.NetworkProcessor}.
 */
package io.tapline.convolution;
