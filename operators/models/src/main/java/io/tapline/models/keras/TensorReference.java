/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

/**
 * One of the tensors that a use of a layer gives.
 *
 * @param layer the layer's name within its model
 * @param use which of the layer's uses, from 0
 * @param position which of the tensors; more than one is given only by a model
 */
record TensorReference(String layer, int use, int position) {}
