/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tables of what is taken from model files. */
package io.tapline.models.reference;
