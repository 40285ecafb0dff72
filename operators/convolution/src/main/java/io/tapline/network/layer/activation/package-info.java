/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Functions of every value of a frame, and of all its channels together. */
package io.tapline.network.layer.activation;
